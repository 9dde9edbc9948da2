import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createWorker, OEM, type PSM } from 'tesseract.js';
import { graymap, type Layout, parseTsv, type Recogniser, SEGMENTATION } from './recogniser.js';

/**
 * Tesseract as WebAssembly with the language data of npm: the same bytes on every machine, nothing fetched, nothing written. `best_int` holds the accurate model in
 * whole numbers.
 */
export async function wasmRecogniser(): Promise<Recogniser & { stop(): Promise<void> }> {
  const require = createRequire(import.meta.url);
  const data = dirname(require.resolve('@tesseract.js-data/eng/package.json'));
  const { version } = require('tesseract.js/package.json') as { version: string };
  const worker = await createWorker('eng', OEM.LSTM_ONLY, {
    langPath: join(data, '4.0.0_best_int'),
    workerPath: require.resolve('tesseract.js/src/worker-script/node/index.js'),
    cacheMethod: 'none',
    gzip: true,
    logger: () => {},
    errorHandler: () => {},
  });
  let layout: Layout | null = null;
  return {
    name: `tesseract.js ${version}`,
    async read(image, wanted) {
      if (layout !== wanted) {
        await worker.setParameters({
          tessedit_pageseg_mode: SEGMENTATION[wanted] as PSM,
          // Text is dark on light by then; trying it inverted doubles the time of poor lines.
          tessedit_do_invert: '0',
          user_defined_dpi: '300',
        } as Parameters<typeof worker.setParameters>[0]);
        layout = wanted;
      }
      const { data: page } = await worker.recognize(graymap(image), {}, { text: false, tsv: true });
      return parseTsv(page.tsv ?? '');
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}
