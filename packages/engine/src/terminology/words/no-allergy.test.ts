import { describe, expect, it } from 'vitest';
import { deniedAllergy } from './no-allergy.js';

describe('words that say that there is no allergy', () => {
  it.each([
    ...['NKA', 'None', 'none known', 'No known allergies.', 'DENIES', 'denies any allergies', 'nil', 'No Allergies'],
    ...[
      'Keine bekannt',
      'keine',
      'Keine Allergien bekannt',
      'Keine bekannten Allergien',
      'Aucune',
      'aucune allergie connue',
    ],
    ...[
      'Negadas',
      'NINGUNA',
      'ninguno',
      'Niega',
      'sin alergias',
      'Alergias: negadas',
      'nenhuma',
      'Nega alergias',
      'nessuna',
    ],
    ...[
      'geen',
      'Geen bekende allergieën',
      'brak',
      'Fără',
      'nema',
      'negira alergije',
      'Yok',
      'alerjisi yok',
      'Bilinen alerjisi yok',
    ],
    ...['Нет', 'отрицает', 'немає', 'ไม่มี', 'ปฏิเสธการแพ้ยา'],
  ])('%s', (text) => {
    expect(deniedAllergy(text)).toBe('any');
  });

  it.each([
    ['NKDA', 'medication'],
    ['N.K.D.A.', 'medication'],
    ['No known drug allergies', 'medication'],
    ['keine Medikamentenallergie', 'medication'],
    ['no known food allergies', 'food'],
    ['No known environmental allergies', 'environment'],
  ] as const)('%s: of a kind', (text, kind) => {
    expect(deniedAllergy(text)).toBe(kind);
  });

  it.each([
    ...[
      'Penicillin',
      'Nonoxynol',
      'Sulfa',
      'Nickel',
      'Neomycin',
      'unknown',
      'nicht bekannt',
      'n/a',
      'not asked',
      '',
      '-',
    ],
    ...[
      'No other allergies than latex',
      'no known allergies except penicillin',
      'Nuts',
      'nema podataka',
      'Noix',
      'Nolotil',
      'Nega-tox',
    ],
    ...['Denies smoking', 'none of the above drugs tested', 'Negram', 'x'.repeat(200)],
  ])('says something else: %s', (text) => {
    expect(deniedAllergy(text)).toBeNull();
  });
});
