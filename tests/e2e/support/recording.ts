import { readFile } from 'node:fs/promises';

import type { Browser, BrowserContext, Page, TestInfo } from '@playwright/test';

/** What went over the wire in one exchange of a browser, as far as it is looked at here. */
export interface Exchange {
  url: string;
  /** -1 or 0 when nothing came back. */
  status: number;
  /** Address, headers and body, both ways, and the frames of a websocket. */
  text: string;
  /** Whether the body that came back is in `text`, unless it is a font or a picture: the browser may throw it away too soon. */
  whole: boolean;
}

/** The part of an HTTP archive (HAR 1.2, with Playwright's frames of websockets) that is read. */
interface Archive {
  log: {
    entries: {
      request: { method: string; url: string; headers: Header[]; cookies: Header[]; postData?: { text?: string } };
      response: {
        status: number;
        headers: Header[];
        content: { mimeType: string; text?: string; encoding?: string };
        redirectURL: string;
        _failureText?: string;
      };
      _webSocketMessages?: { opcode: number; data: string }[];
    }[];
  };
}

interface Header {
  name: string;
  value: string;
}

/** A browser session of its own of which everything is kept. */
export interface RecordedSession {
  context: BrowserContext;
  /**
   * Opens an address in a tab of its own and waits until nothing is on its way any more. The tab before it closes only then:
   * a browser throws away answers that a page has left behind.
   */
  visit(address: string): Promise<Page>;
  /** Ends the session. */
  stop(): Promise<Exchange[]>;
}

/** Opens a session: nobody is logged in. Requests sent by `context.request` are kept like the browser's own. */
export async function recordSession(browser: Browser, baseURL: string, testInfo: TestInfo): Promise<RecordedSession> {
  const archive = testInfo.outputPath('session.har');
  const context = await browser.newContext({ baseURL, recordHar: { path: archive, content: 'embed' } });
  let before: Page | undefined;
  return {
    context,
    async visit(address) {
      const page = await context.newPage();
      await page.goto(address);
      await page.waitForLoadState('networkidle');
      await before?.close();
      before = page;
      return page;
    },
    async stop() {
      await context.close();
      const { log } = JSON.parse(await readFile(archive, 'utf8')) as Archive;
      return log.entries.map(exchangeOf);
    },
  };
}

function exchangeOf({
  request,
  response,
  _webSocketMessages: frames = [],
}: Archive['log']['entries'][number]): Exchange {
  const { content, status, _failureText: failure } = response;
  const decode = (data: string) => Buffer.from(data, 'base64').toString('utf8');
  const body = content.encoding === 'base64' ? decode(content.text ?? '') : (content.text ?? '');
  const texts = [
    `${request.method} ${request.url}`,
    ...[...request.headers, ...request.cookies, ...response.headers].map(({ name, value }) => `${name}: ${value}`),
    request.postData?.text ?? '',
    response.redirectURL,
    body,
    // Opcode 1 is text, all others are bytes (RFC 6455, 11.8).
    ...frames.map(({ opcode, data }) => (opcode === 1 ? data : decode(data))),
  ];
  const bodiless = failure !== undefined || status < 200 || status === 204 || (status >= 300 && status < 400);
  const whole = bodiless || content.text !== undefined || /^(font|image)\//.test(content.mimeType);
  return { url: request.url, status, text: texts.join('\n'), whole };
}

/** What a page sends last of all before it goes away: its measures, and the log-in. */
const FAREWELL = /\/(api\/frontend-metrics|login)$/;

/** Addresses whose answers could not be kept: with one of them the recording proves nothing. */
export function lostAnswers(exchanges: readonly Exchange[]): string[] {
  return exchanges.filter(({ url, whole }) => !whole && !FAREWELL.test(url)).map(({ url }) => url);
}

/** Addresses outside of Grafana that a browser asked for. What it makes up itself (`blob:`, `data:`) goes nowhere. */
export function strangers(exchanges: readonly Exchange[], grafanaUrl: string): string[] {
  const { host } = new URL(grafanaUrl);
  return exchanges
    .map(({ url }) => new URL(url))
    .filter((url) => /^(https?|wss?):$/.test(url.protocol) && url.host !== host)
    .map(({ href }) => href);
}

/** The exchanges that hold one of some secrets, as `secret in address`, in whichever way it is written on the wire. */
export function findSecrets(exchanges: readonly Exchange[], secrets: readonly string[]): string[] {
  return find(exchanges, secrets, (text, secret) => text.includes(secret));
}

/** The same for words, which stand between anything but letters and digits: `192.0.2.1` is no part of `192.0.2.17`. */
export function findWords(exchanges: readonly Exchange[], words: readonly string[]): string[] {
  return find(exchanges, words, holdsWord);
}

function find(
  exchanges: readonly Exchange[],
  wanted: readonly string[],
  holds: (text: string, wanted: string) => boolean
): string[] {
  return exchanges.flatMap(({ url, text }) => {
    const plain = unescaped(text);
    return wanted.filter((each) => holds(plain, each)).map((each) => `${each} in ${url}`);
  });
}

function holdsWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isWordPart(text[at - 1]) && !isWordPart(text[at + word.length])) {
      return true;
    }
  }
  return false;
}

const isWordPart = (character = ''): boolean => /[\p{L}\p{N}]/u.test(character);

/** JSON, HTML and addresses write some characters otherwise. Every way is undone and looked at beside the text as it is. */
function unescaped(text: string): string {
  const json = text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, code: string) =>
    String.fromCharCode(Number.parseInt(code, 16))
  );
  const html = text
    .replaceAll('&amp;', '&')
    .replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
  const address = text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
  return [text, ...[json, html, address].filter((other) => other !== text)].join('\n');
}
