import { fold } from './code-table.js';
import { countryCodes } from './tables/country-codes.js';

/** USPS Publication 28 appendix B; Canadian provinces by Canada Post. */
const states =
  'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming|PR Puerto Rico|VI Virgin Islands|GU Guam|AS American Samoa|MP Northern Mariana Islands|AA Armed Forces Americas|AE Armed Forces Europe|AP Armed Forces Pacific|AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon';

const stateByName = new Map<string, string>([
  ['washington dc', 'DC'],
  ['us virgin islands', 'VI'],
]);
for (const entry of states.split('|')) {
  stateByName.set(fold(entry.slice(0, 2)), entry.slice(0, 2));
  stateByName.set(fold(entry.slice(3)), entry.slice(0, 2));
}

const countryByName = new Map<string, string>([
  ['united states of america', 'US'],
  ['america', 'US'],
  ['u s a', 'US'],
  ['u s', 'US'],
  ['england', 'GB'],
  ['uk', 'GB'],
  ['great britain', 'GB'],
]);
for (const line of countryCodes.split('\n')) {
  const [two = '', ...names] = line.split('|');
  if (two !== '') for (const name of [two, ...names]) countryByName.set(fold(name), two);
}

/** Two-letter postal code of a US state, territory or Canadian province; null when unknown. `CA` and `California`, `Calif.` is not guessed. */
export const stateCode = (text: string): string | null => stateByName.get(fold(text)) ?? null;

/** ISO 3166-1 alpha-2 code of a country code or English name; null when unknown. */
export const countryCode = (text: string): string | null => countryByName.get(fold(text)) ?? null;
