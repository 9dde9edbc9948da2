import type { Clock } from '../../base/clock.js';
import { MigrationError } from '../../base/error.js';
import { type AddedArtefacts, install } from './install.js';
import { addressOf, PUBLISHED, PUBLISHED_AT } from './published.js';
import { recogniseArtefacts, referencesOf, sha256Of } from './recognise.js';

const MOST_BYTES = 128 << 20;
/** HL7's two files refer to seven more. */
const MOST_FILES = 40;
/** For one file, the largest of which has tens of megabytes; what does not answer at all is given up by Node much earlier. */
const MOST_MILLISECONDS = 900_000;
const MOST_REDIRECTS = 5;

export interface FetchRequest {
  readonly store: string;
  /** A mirror laid out as GitHub's raw files; HL7's own repositories by default. */
  readonly from?: string;
  readonly clock: Clock;
  readonly onFile?: (address: string, bytes: number, sha256: string) => void;
}

/**
 * Downloads HL7's files and adds them to the store: the only place of Chartlift that contacts anything by itself. Throws MigrationError ARTEFACTS_FETCH with
 * what to do by hand, and those of addArtefacts; the store is then as it was.
 */
export async function fetchArtefacts({
  store,
  from = PUBLISHED_AT,
  clock,
  onFile,
}: FetchRequest): Promise<AddedArtefacts> {
  checkBase(from);
  const files = new Map<string, Buffer>();
  const addresses = new Map<string, string>();
  const queue = PUBLISHED.map(({ repository, path }) => ({ repository, path }));
  for (let next = queue.shift(); next && files.size < MOST_FILES; next = queue.shift()) {
    const path = `${next.repository}/${next.path}`;
    if (files.has(path)) continue;
    const address = addressOf(next, from);
    const bytes = await download(address);
    onFile?.(address, bytes.length, sha256Of(bytes));
    files.set(path, bytes);
    addresses.set(path, address);
    for (const beside of referencesOf(next.path, bytes)) queue.push({ repository: next.repository, path: beside });
  }
  const found = recogniseArtefacts(files).map((file) => {
    const address = addresses.get(file.offered) ?? from;
    return { ...file, from: address, offered: address };
  });
  const layers = new Set(found.map((file) => file.layer));
  if (layers.size < 2) throw failed(from, 'What came is not what HL7 publishes.');
  return install(store, found, clock);
}

/** Rules of others decide what passes, so they come over a connection that nobody changes, or from this machine. */
function checkBase(from: string): void {
  const url = URL.canParse(from) ? new URL(from) : null;
  const local = url?.protocol === 'http:' && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  if (url?.protocol === 'https:' || local) return;
  throw new MigrationError('The address to fetch from is no https address.', {
    code: 'ARTEFACTS_ADDRESS',
    kind: 'usage',
    hint: 'Give --from https://HOST/PATH.',
  });
}

async function download(address: string): Promise<Buffer> {
  try {
    const response = await answer(address, AbortSignal.timeout(MOST_MILLISECONDS));
    if (!response.ok || !response.body) throw failed(address, `The server answered ${response.status}.`);
    const parts: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body) {
      size += part.length;
      if (size > MOST_BYTES) throw failed(address, 'The file is larger than any of these should be.');
      parts.push(part);
    }
    return Buffer.concat(parts);
  } catch (cause) {
    if (cause instanceof MigrationError) throw cause;
    throw failed(address, whyUnreached(cause), cause);
  }
}

/** The answer after every redirect; each address on the way must be as safe as the first. */
async function answer(address: string, signal: AbortSignal): Promise<Response> {
  for (let at = address, turn = 0; turn <= MOST_REDIRECTS; turn++) {
    const response = await fetch(at, { redirect: 'manual', signal });
    const next = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || next === null) return response;
    await response.body?.cancel();
    if (!URL.canParse(next, at)) break;
    at = new URL(next, at).href;
    checkBase(at);
  }
  throw failed(address, 'The server sends on and on.');
}

/** What kept us from the address, as far as the network says; none of it comes from the other side. */
function whyUnreached(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `It took longer than ${MOST_MILLISECONDS / 60_000} minutes.`;
  const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined) : undefined;
  const code = typeof cause?.code === 'string' && /^[A-Z0-9_]+$/.test(cause.code) ? cause.code : null;
  const reason = `The address cannot be reached${code === null ? '' : ` (${code})`}.`;
  if (code !== null && /CERT|SIGNED|ISSUER/.test(code))
    return `${reason} Where your network puts a certificate of its own on https, name its authority in NODE_EXTRA_CA_CERTS.`;
  // Node 20 goes through no proxy; Node 24 does where NODE_USE_ENV_PROXY is set.
  const { HTTPS_PROXY, https_proxy, NODE_USE_ENV_PROXY } = process.env;
  return (HTTPS_PROXY ?? https_proxy) && !NODE_USE_ENV_PROXY
    ? `${reason} A proxy is set (HTTPS_PROXY), through which this version of Node does not go by itself.`
    : reason;
}

const failed = (where: string, why: string, cause?: unknown): MigrationError =>
  new MigrationError(`HL7's files could not be fetched. ${why}`, {
    code: 'ARTEFACTS_FETCH',
    where,
    hint: 'In a browser, on any machine, download https://github.com/HL7/CDA-ccda-2.1/archive/HEAD.zip and https://github.com/HL7/CDA-core-2.0/archive/HEAD.zip; then here: chartlift artefacts add FILE.zip FILE.zip (or, of the unpacked zips, the folders validation and schema/extensions/SDTC)',
    ...(cause === undefined ? {} : { cause }),
  });
