import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { readNote } from '../read-note.js';
import { addConnectorSuggestions } from './connector.js';
import { connectorPlace, isLoopback } from './settings.js';

const NOTE = 'PLAN\nShe denies taking quorblax. Start the blue capsule 25 mg at night. Mother has gout.\n';

let server: Server | null = null;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = null;
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const saying =
  (content: unknown): RequestListener =>
  (_, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        choices: [{ message: { content: typeof content === 'string' ? content : JSON.stringify(content) } }],
      }),
    );
  };
const connected = (url: string, more: { timeoutMs?: number; allow?: string[] } = {}) =>
  addConnectorSuggestions(NOTE, readNote(NOTE), { url, model: 'test', ...more });

describe('the connector', () => {
  it('adds what quotes the note, with spans of ours and what ConText says', async () => {
    let asked = '';
    const url = await serve((request, response) => {
      asked = `${request.method} ${request.url}`;
      saying({
        suggestions: [
          { kind: 'medication', text: 'quorblax', fields: { drug: 'quorblax' }, negation: 'negated' },
          {
            kind: 'medication',
            text: 'the blue capsule 25 mg at night',
            fields: { drug: 'the blue capsule', strength: '25', strength_unit: 'mg', frequency: 'at night' },
            negation: 'affirmed',
          },
        ],
      })(request, response);
    });
    const reading = await connected(url);
    expect(asked).toBe('POST /v1/chat/completions');
    const added = reading.suggestions.filter(({ by }) => by === 'connector');
    expect(added.map(({ fields, negation }) => [fields.drug, negation])).toEqual([
      ['quorblax', 'negated'],
      ['the blue capsule', 'affirmed'],
    ]);
    for (const { text, span, fields, spans } of added) {
      expect(NOTE.slice(...span)).toBe(text);
      for (const [name, place] of Object.entries(spans)) expect(NOTE.slice(...place)).toBe(fields[name]);
    }
    expect(reading.connector).toEqual({
      added: 2,
      faults: [],
      dropped: { unquoted: 0, shapeless: 0, fields: 0, repeated: 0 },
    });
  });

  it('drops and counts what a lying server says', async () => {
    const url = await serve(
      saying([
        { kind: 'medication', text: 'warfarin 5 mg', fields: { drug: 'warfarin' } },
        { kind: 'medication', text: 'Quorblax', fields: { drug: 'Quorblax' } },
        { kind: 'poem', text: 'quorblax', fields: {} },
        'quorblax',
        null,
        {
          kind: 'medication',
          text: 'the blue capsule 25 mg',
          fields: { drug: 'the blue capsule', strength: '5', frequency: 'at night', colour: 'blue', negated: 'yes' },
        },
        { kind: 'medication', text: 'the blue capsule', fields: { drug: 'the blue capsule' } },
      ]),
    );
    const { suggestions, connector } = await connected(url);
    const added = suggestions.filter(({ by }) => by === 'connector');
    expect(added.map(({ fields }) => fields)).toEqual([{ drug: 'the blue capsule' }]);
    // The 5 of 25 is no 5, `at night` stands beyond the quote, and no form has a colour.
    expect(connector.dropped).toEqual({ unquoted: 2, shapeless: 3, fields: 4, repeated: 1 });
  });

  it('lowers where the model says otherwise, and never raises', async () => {
    const url = await serve(
      saying([
        { kind: 'medication', text: 'quorblax', fields: { drug: 'quorblax' }, negation: 'affirmed' },
        { kind: 'medication', text: 'blue capsule', fields: { drug: 'blue capsule' }, negation: 'negated' },
      ]),
    );
    const { suggestions } = await connected(url);
    expect(suggestions.filter(({ by }) => by === 'connector').map(({ negation }) => negation)).toEqual([
      'negated',
      'possible',
    ]);
  });

  it('follows no redirect', async () => {
    let reached = false;
    const url = await serve((request, response) => {
      if (request.url === '/elsewhere') reached = true;
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    const { connector, suggestions } = await connected(url);
    expect(connector.faults).toEqual(['connector-redirected']);
    expect(reached).toBe(false);
    expect(suggestions).toEqual(readNote(NOTE).suggestions);
  });

  it('waits for no server that hangs, before or within its answer', async () => {
    const silent = await serve(() => {});
    expect((await connected(silent, { timeoutMs: 120 })).connector.faults).toEqual(['connector-timeout']);
    server?.closeAllConnections();
    server?.close();
    const dripping = await serve((_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect((await connected(dripping, { timeoutMs: 200 })).connector.faults).toEqual(['connector-timeout']);
  });

  it('reads no huge answer and none that is no answer', async () => {
    const huge = await serve((_, response) => {
      response.writeHead(200);
      const part = Buffer.alloc(256 * 1024, 'x');
      const more = (): void => {
        if (!response.destroyed) response.write(part, more);
      };
      more();
    });
    expect((await connected(huge)).connector.faults).toEqual(['connector-answer-too-large']);
    server?.closeAllConnections();
    server?.close();
    for (const [answer, fault] of [
      [saying('I cannot help with that.'), 'connector-answer-unreadable'],
      [saying('{"suggestions": 5}'), 'connector-answer-unreadable'],
      [
        (_: unknown, response: { end(text: string): void }) => response.end('{"choices":[]}'),
        'connector-answer-unreadable',
      ],
      [
        (_: unknown, response: { writeHead(code: number): { end(): void } }) => response.writeHead(500).end(),
        'connector-refused',
      ],
      [(request: { destroy(): void }) => request.destroy(), 'connector-unreachable'],
    ] as [RequestListener, string][]) {
      const url = await serve(answer);
      expect((await connected(url)).connector.faults).toEqual([fault]);
      server?.close();
    }
    expect((await connected('http://127.0.0.1:9')).connector.faults).toEqual(['connector-unreachable']);
  });

  it('sends nothing to other machines unless they are allowed by name', async () => {
    for (const url of [
      'http://192.168.1.20:8080',
      'https://api.example.com/v1',
      'http://0.0.0.0:1',
      'http://[2001:db8::1]/',
      'http://127.0.0.1.example.com/',
      'http://localhost.example.com',
    ])
      await expect(connected(url), url).rejects.toMatchObject({ code: 'CONNECTOR_NOT_LOCAL' });
    for (const url of ['file:///etc/passwd', 'ftp://127.0.0.1', 'nonsense', 'http://user:secret@127.0.0.1'])
      await expect(connected(url), url).rejects.toMatchObject({ code: 'CONNECTOR_URL' });
    expect(
      connectorPlace({ url: 'http://gpu.practice.lan:8080/v1/', model: 'm', allow: ['gpu.practice.lan'] }),
    ).toMatchObject({ allowed: true });
    expect(connectorPlace({ url: 'http://localhost:11434', model: 'm' }).url.href).toBe(
      'http://localhost:11434/v1/chat/completions',
    );
    expect(['127.0.0.1', '127.8.9.1', '::1', '[::ffff:7f00:1]'].map(isLoopback)).toEqual([true, true, true, true]);
    expect(['10.0.0.1', '::', '::ffff:a00:1', '128.0.0.1', '1270.0.0.1'].map(isLoopback)).toEqual([
      false,
      false,
      false,
      false,
      false,
    ]);
  });
});
