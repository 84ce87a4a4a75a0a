import type { RenderedReport } from '../render/rendered.ts';
import type { ComposedMail } from './mailer.ts';
import type { Sender } from './sender.ts';

/** Who a mail is from and for, and which attempt it is. */
export interface MailHead {
  sender: Sender;
  to: readonly string[];
  /** A UUID. Two mails never share one: mail servers drop what they have seen before, also what a person asked for again. */
  attempt: string;
  at: Date;
}

/** Puts a report into a message: text, HTML with its pictures, attached files. */
export async function composeMail(
  report: RenderedReport,
  { sender, to, attempt, at }: MailHead
): Promise<ComposedMail> {
  // With the first mail: nodemailer takes 4 MB, and most backends send none.
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const message = new MailComposer({
    from: sender.name === '' ? sender.address : { name: sender.name, address: sender.address },
    to: [...to],
    subject: report.title,
    date: at,
    messageId: `<vigie-${attempt}@${sender.address.slice(sender.address.lastIndexOf('@') + 1)}>`,
    headers: {
      // No holiday answers to a machine. Source: RFC 3834, 5.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
    },
    text: report.text,
    html: report.html,
    attachments: [
      ...report.pictures.map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(content),
        cid: name,
        contentDisposition: 'inline' as const,
      })),
      ...report.files.map(({ name, type, content }) => ({
        filename: name,
        contentType: type,
        content: Buffer.from(content),
      })),
    ],
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  return { from: sender.address, to, raw: await message.build() };
}
