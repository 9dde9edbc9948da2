import type { Clock } from '../../base/clock.js';
import { MigrationError } from '../../base/error.js';
import { type AddedArtefacts, install } from './install.js';
import { addressOf, PUBLISHED, PUBLISHED_AT } from './published.js';
import { recogniseArtefacts, referencesOf, sha256Of } from './recognise.js';

const MOST_BYTES = 128 << 20;
/** HL7's two files refer to seven more. */
const MOST_FILES = 40;
const MOST_MILLISECONDS = 120_000;

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
    const response = await fetch(address, { redirect: 'follow', signal: AbortSignal.timeout(MOST_MILLISECONDS) });
    // A server may send us on, to an address that is no safer than the first had to be.
    if (response.redirected) checkBase(response.url);
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
    throw failed(address, 'The address cannot be reached.', cause);
  }
}

const failed = (where: string, why: string, cause?: unknown): MigrationError =>
  new MigrationError(`HL7's files could not be fetched. ${why}`, {
    code: 'ARTEFACTS_FETCH',
    where,
    hint: 'On a machine with internet, download github.com/HL7/CDA-ccda-2.1 (folder validation) and github.com/HL7/CDA-core-2.0 (folder schema/extensions/SDTC) as zips; then here: chartlift artefacts add FILE.zip FILE.zip',
    ...(cause === undefined ? {} : { cause }),
  });
