import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Typefaces of the dev dependencies: DejaVu and Courier Prime. They do not ship. */
export function testPageFonts() {
  const require = createRequire(import.meta.url);
  const folder = (name: string): string => dirname(require.resolve(`${name}/package.json`));
  const dejavu = join(folder('dejavu-fonts-ttf'), 'ttf');
  return {
    sans: join(dejavu, 'DejaVuSans.ttf'),
    serif: join(dejavu, 'DejaVuSerif.ttf'),
    mono: join(folder('@expo-google-fonts/courier-prime'), '400Regular/CourierPrime_400Regular.ttf'),
    bold: { sans: join(dejavu, 'DejaVuSans-Bold.ttf'), serif: join(dejavu, 'DejaVuSerif-Bold.ttf') },
  };
}
