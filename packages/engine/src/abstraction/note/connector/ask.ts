import { lookup } from 'node:dns';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import { type ConnectorPlace, isLoopback } from './settings.js';

/** Why there is no answer; never words of the note or of the server. */
export type ConnectorFault =
  | 'connector-unreachable'
  | 'connector-timeout'
  | 'connector-redirected'
  | 'connector-refused'
  | 'connector-answer-too-large'
  | 'connector-answer-unreadable';

export type ConnectorAnswer =
  | { readonly content: string; readonly fault: null }
  | { readonly content: null; readonly fault: ConnectorFault };

export const TIMEOUT_MS = 60_000;
const MOST_BYTES = 1024 * 1024;

/** Looks a name up and gives this machine's own addresses alone, so that `localhost` cannot be somebody else. */
const lookupHere: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    const own = error ? [] : found.filter(({ address }) => isLoopback(address));
    const first = own[0];
    if (first === undefined) done(error ?? Object.assign(new Error('not this machine'), { code: 'ENOTFOUND' }), '', 4);
    else if (options.all) done(null, own);
    else done(null, first.address, first.family);
  });
};

const fault = (code: ConnectorFault): ConnectorAnswer => ({ content: null, fault: code });

/**
 * One `POST /v1/chat/completions` (OpenAI's API as local servers speak it). No redirect is followed and no proxy used: either could lead off the machine. The whole
 * answer must be there in time and below 1 MiB. Never throws and logs nothing.
 */
export function ask(place: ConnectorPlace, body: unknown, timeoutMs: number): Promise<ConnectorAnswer> {
  return new Promise((resolve) => {
    const bytes = Buffer.from(JSON.stringify(body), 'utf8');
    const send = place.url.protocol === 'https:' ? httpsRequest : httpRequest;
    let settled = false;
    const timer = setTimeout(() => end(fault('connector-timeout')), timeoutMs);
    const sent = send(place.url, {
      method: 'POST',
      agent: false,
      headers: { 'content-type': 'application/json', accept: 'application/json', 'content-length': bytes.length },
      ...(place.allowed ? {} : { lookup: lookupHere }),
    });
    function end(answer: ConnectorAnswer): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      sent.destroy();
      resolve(answer);
    }
    sent.on('error', () => end(fault('connector-unreachable')));
    sent.on('response', (response) => {
      const status = response.statusCode ?? 0;
      if (status >= 300 && status < 400) return end(fault('connector-redirected'));
      if (status !== 200) return end(fault('connector-refused'));
      const parts: Buffer[] = [];
      let size = 0;
      response.on('data', (part: Buffer) => {
        size += part.length;
        if (size > MOST_BYTES) end(fault('connector-answer-too-large'));
        else parts.push(part);
      });
      response.on('error', () => end(fault('connector-unreachable')));
      response.on('aborted', () => end(fault('connector-unreachable')));
      response.on('end', () => end(contentOf(Buffer.concat(parts).toString('utf8'))));
    });
    sent.end(bytes);
  });
}

/** `choices[0].message.content`. */
function contentOf(text: string): ConnectorAnswer {
  try {
    const answer = JSON.parse(text) as { choices?: readonly { message?: { content?: unknown } }[] } | null;
    const content = answer?.choices?.[0]?.message?.content;
    return typeof content === 'string' ? { content, fault: null } : fault('connector-answer-unreadable');
  } catch {
    return fault('connector-answer-unreadable');
  }
}
