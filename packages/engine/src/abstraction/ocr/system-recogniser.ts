import { spawn } from 'node:child_process';
import { graymap, parseTsv, type Recogniser, SEGMENTATION } from './recogniser.js';

/** Tesseract as the system has it: image by stdin, words by stdout, nothing on disk. null: absent, older than 5, or without English. */
export async function systemRecogniser(): Promise<Recogniser | null> {
  const version = /^tesseract v?(5\.\d+(?:\.\d+)?)/.exec((await run(['--version'], null).catch(() => '')).trim())?.[1];
  if (version === undefined) return null;
  const languages = await run(['--list-langs'], null).catch(() => '');
  if (!/^eng$/m.test(languages)) return null;
  return {
    name: `tesseract ${version}`,
    async read(image, layout) {
      const options = ['-c', 'tessedit_do_invert=0', '--psm', SEGMENTATION[layout], '--dpi', '300', '-l', 'eng'];
      return parseTsv(await run(['stdin', 'stdout', ...options, 'tsv'], graymap(image)));
    },
  };
}

/** One thread: the pool has one process for each core already. */
const ONE_THREAD = { OMP_THREAD_LIMIT: '1' };

function run(args: readonly string[], input: Buffer | null): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('tesseract', [...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...ONE_THREAD },
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.on('error', reject);
    child.stdin.on('error', () => {}); // it may end before it has read all
    child.on('close', (code) =>
      code === 0 ? resolve(Buffer.concat(parts).toString('utf8')) : reject(new Error(`tesseract ended with ${code}`)),
    );
    child.stdin.end(input ?? undefined);
  });
}
