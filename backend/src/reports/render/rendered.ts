/** A file beside the mail's text. */
export interface RenderedFile {
  name: string;
  type: string;
  content: Uint8Array;
}

/** A report in every form that was asked for. */
export interface RenderedReport {
  title: string;
  /** With pictures named by `cid:<name>`, which are in `pictures`; a person's browser wants {@link withPictures}. */
  html: string;
  /** The same without layout, for those who read mail as text. */
  text: string;
  pictures: RenderedFile[];
  files: RenderedFile[];
}

/** The mail's text with its pictures in it, as a page of its own. */
export function withPictures({ html, pictures }: Pick<RenderedReport, 'html' | 'pictures'>): string {
  return pictures.reduce(
    (page, { name, type, content }) =>
      page.replaceAll(`src="cid:${name}"`, `src="data:${type};base64,${Buffer.from(content).toString('base64')}"`),
    html
  );
}
