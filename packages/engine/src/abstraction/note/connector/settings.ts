import { isIPv4, isIPv6 } from 'node:net';
import { MigrationError } from '../../../base/error.js';

/** A language model that a person runs, asked for further suggestions. Off unless somebody sets it. */
export interface ConnectorSettings {
  /** Base of an OpenAI-compatible server: `http://127.0.0.1:8080` or with `/v1`. */
  readonly url: string;
  readonly model: string;
  /** Hosts beyond this machine to which notes may go, by the name that the URL has; absent: none. */
  readonly allow?: readonly string[];
  /** For one answer as a whole; absent: 60 seconds. */
  readonly timeoutMs?: number;
}

/** Whether an address is this machine's own (RFC 1122 3.2.1.3, RFC 4291 2.5.3). */
export function isLoopback(address: string): boolean {
  const plain = address.replace(/^\[|\]$/g, '').toLowerCase();
  if (isIPv4(plain)) return plain.startsWith('127.');
  if (!isIPv6(plain)) return false;
  // The URL parser writes mapped addresses in hexadecimal.
  return plain === '::1' || /^::ffff:(?:127\.\d+\.\d+\.\d+|7f[0-9a-f]{2}:[0-9a-f]{1,4})$/.test(plain);
}

/** Where notes would go, checked. */
export interface ConnectorPlace {
  readonly url: URL;
  /** Allowed by name; else every address that the name has must be this machine's. */
  readonly allowed: boolean;
}

/** The address to ask. @throws MigrationError `CONNECTOR_NOT_LOCAL` for a host beyond this machine that is not allowed by name, `CONNECTOR_URL` for no address at all. */
export function connectorPlace({ url: text, allow = [] }: ConnectorSettings): ConnectorPlace {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    url.username !== '' ||
    url.password !== '' ||
    url.search !== ''
  )
    throw new MigrationError('The address of the connector cannot be used.', {
      code: 'CONNECTOR_URL',
      hint: 'Give the base address of the server, such as http://127.0.0.1:8080, without a name or password.',
    });
  const host = url.hostname.toLowerCase();
  const allowed = allow.some((name) => name.toLowerCase() === host || name.toLowerCase() === url.host.toLowerCase());
  if (!allowed && host !== 'localhost' && !isLoopback(host))
    throw new MigrationError('The connector is not on this machine.', {
      code: 'CONNECTOR_NOT_LOCAL',
      hint: 'Notes hold PHI and go to servers of this machine only (localhost, 127.0.0.1). Where another is yours and may have them, name its host under connector: allow: in chartlift.yaml.',
    });
  url.pathname = `${url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '')}/v1/chat/completions`;
  url.hash = '';
  return { url, allowed };
}
