import { frequencyByName } from '../../../terminology/tables/frequencies.js';

/** What a piece of directions is. */
export type PieceKind =
  | 'amount'
  | 'count'
  | 'form'
  | 'route'
  | 'frequency'
  | 'duration'
  | 'as-needed'
  | 'quantity'
  | 'start'
  | 'end'
  | 'status';

export interface Piece {
  readonly kind: PieceKind;
  readonly start: number;
  readonly end: number;
  /** Of an amount or a count: where number and unit stand; of a start or end: where the date stands. */
  readonly number?: readonly [number, number];
  readonly unit?: readonly [number, number];
}

const NUMBER = String.raw`(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?|\.\d+|[\u00bc\u00bd\u00be])`;
const WORD_NUMBER =
  '(?:one[- ]half|one and (?:a|one)[- ]half|half an?|half|one|two|three|four|five|six|seven|eight|nine|ten|twelve|an?)';
const MASS = String.raw`(?:mgs?|mcgs?|\u00b5g|\u03bcg|ug|ng|grams?|gms?|g|milligrams?|micrograms?|meqs?|mmol|million units|million iu|international units|units?|unt|iu|u|percent)(?![a-z0-9])|%`;
const PER = String.raw`(?:\s?(?:/|per)\s?(?:\d+(?:\.\d+)?\s?-?)?(?:mls?|cc|hours?|hrs?|h|kg|day|dose|actuation|act|puff|spray|inh(?:alation)?|tab(?:let)?|cap(?:sule)?|vial|week|g|gm|l|drop|0\.\d+ ?ml)(?![a-z]))*`;
/** Units of what a laboratory measures: an amount in one of these is no strength. `mg/mL` is a strength, `mg/dL` never. */
const LAB_UNIT = /^\s?\/\s?(?:dl|100\s?ml|l(?![a-z])|ul|mm|hpf|lpf|24)/i;

const COUNT_UNIT = String.raw`(?:(?:delayed|extended|immediate|sustained)[- ]release\s|chewable\s|sublingual\s|oral\s|scored\s|er\s|xr\s|ec\s|enteric[- ]coated\s|coated\s)?(?:tablets?|tabs?|tbs?|caplets?|capsules?|caps?|softgels?|gelcaps?|pills?|puffs?|inhalations?|sprays?|squirts?|drops?|gtts?|patch(?:es)?|suppositor(?:y|ies)|supp|packets?|sachets?|scoops?|capfuls?|lozenges?|troches?|films?|strips?|vials?|ampules?|amps?|nebs?|pumps?|applications?|applicator(?:ful)?s?|enemas?|pens?|syringes?|teaspoon(?:ful)?s?|tsps?|tablespoon(?:ful)?s?|tbsps?|mls?|ccs?|ounces?|oz|gumm(?:y|ies)|pieces?|lollipops?|wafers?|dropperfuls?)(?![a-z])`;

const FORM = String.raw`(?:(?:oral|nasal|ophthalmic|otic|topical|vaginal|rectal|eye|ear|inhalation|delayed[- ]release|extended[- ]release|immediate[- ]release|sustained[- ]release|er|xr|sr|dr|ec|ir|chewable|chew|effervescent|orally disintegrating|disintegrating|sublingual|transdermal|injectable|enteric[- ]coated|film[- ]coated|sugar[- ]free|metered[- ]dose|dry powder|24[- ]?(?:hr|hour)|12[- ]?(?:hr|hour)|low[- ]dose)\s)*(?:tablets?|tabs?|caplets?|capsules?|caps?|softgels?|gelcaps?|chewables?|odt|solution|soln|suspension|susp|elixir|syrup|liquid|cream|crm|ointment|oint|gel|lotion|foam|shampoo|patch(?:es)?|inhaler|hfa|mdi|diskus|ellipta|respimat|handihaler|respiclick|flexhaler|twisthaler|nebulizer(?: solution)?|nebs?|nasal spray|spray|drops|suppositor(?:y|ies)|supps?|powder|packets?|enema|lozenges?|troches?|injections?|injectable|inj|vials?|pens?|prefilled syringe|syringes?|kwikpens?|flexpens?|flextouch|solostar|auto-?injectors?|dose ?pack|dosepak|film|strips?|wafers?|gum|gumm(?:y|ies)|vaginal ring|implant|mouthwash|(?:oral )?rinse|aerosol|pads?|wipes|swabs?|granules|sprinkles?|infusion|drip|pump|iud)(?![a-z])`;

const ROUTE = String.raw`(?:by mouth|per os|p\.?\s?o\.?(?![a-z])|orally|oral(?=ly|\s|$|[,;.)])|i\.?v\.?(?![a-z])(?:\s?(?:push|piggy\s?back|infusion|drip|bolus))?|ivpb|ivp|intravenous(?:ly)?|i\.?m\.?(?![a-z])|intramuscular(?:ly)?|s\.?c\.?(?![a-z])|s\.?q\.?(?![a-z])|sub-?\s?q(?![a-z])|sub-?cut(?![a-z])|sub-?cutaneous(?:ly)?|s\.?l\.?(?![a-z])|sublingual(?:ly)?|under the tongue|p\.?r\.?(?![a-z.])|per rectum|rectal(?:ly)?|vaginal(?:ly)?|per vagina|intravaginal(?:ly)?|(?:in|into|to|per)\s(?:the\s)?(?:each|both|left|right|affected|one|either)\s(?:nostrils?|nares|naris|eyes?|ears?)|(?:in|into)\s(?:the\s)?(?:nostrils?|nose|eyes?|ears?)|(?:each|both|per) (?:nostrils?|eyes?|ears?|nares)|intranasal(?:ly)?|nasal(?:ly)?|inhaled|inhalation|inh|ih|by inhalation|via (?:nebulizer|neb|inhalation|inhaler|g-?tube|peg(?: tube)?|ng(?: tube)?|mask)|nebulized|per (?:g-?tube|peg|ng)(?: tube)?|by (?:g-?tube|peg|ng)(?: tube)?|topical(?:ly)?|(?:to|on|onto)\s(?:the\s)?(?:affected|skin|face|scalp|lesions?|rash)(?:\s(?:areas?|skin|sites?|spots?))?|transdermal(?:ly)?|ophthalmic|otic|o\.?u\.?(?![a-z])|o\.?s\.?(?![a-z])|buccal(?:ly)?|bucally|intra-?articular(?:ly)?|intrathecal(?:ly)?|epidural|intravitreal|intradermal(?:ly)?|swish and (?:swallow|spit))(?![a-z])`;

const COUNTED = String.raw`(?:\d+(?:\.\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|twelve)`;
const RANGE = String.raw`${COUNTED}(?:\s?(?:-|\u2013|to|or)\s?${COUNTED})?`;
const TIME = '(?:minutes?|mins?|hours?|hrs?|hr|h|days?|d|weeks?|wks?|wk|w|months?|mos?|mo|years?|yrs?)';
const DAY_NAME =
  '(?:mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thu(?:rs)?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?';
const PART_OF_DAY = '(?:morning|afternoon|evening|night|bedtime|noon|am|a\\.m\\.?|pm|p\\.m\\.?)';
const MEAL =
  '(?:meals?|each meal|every meal|breakfast|lunch|dinner|supper|food|a meal|the evening meal|meals and at bedtime)';

const spelled = (name: string): string => name.replace(/ /g, '[. ]{0,2}').replace(/x/g, '[x\u00d7]');
/** The names of the shared table that are no plain words and that patterns below do not make anyway. */
const LISTED = [...frequencyByName.keys()]
  .filter((name) => /^[a-z0-9 ]{2,}$/.test(name) && !/^(?:od|pm|am|p m|a m|pc|p c|daily)$/.test(name))
  .sort((a, b) => b.length - a.length)
  .map((name) => (/^(?:[a-z] )*[a-z]$/.test(name) ? `${name.split(' ').join('\\.?\\s?')}\\.?` : spelled(name)));

const FREQUENCY = `(?:(?:${[
  String.raw`q\.?\s?${RANGE}\s?(?:-\s?)?${TIME}(?![a-z])\.?`,
  String.raw`q\.?\s?(?:a\.?\s?m|p\.?\s?m|h\.?\s?s|o\.?\s?d|d|day|daily|hour|hr|h|week|wk|month|mo|shift|noc(?:te)?|night|evening|morning|noon|bedtime|meal|${DAY_NAME})(?![a-z])\.?`,
  String.raw`(?:every|each)\s(?:other\s)?(?:single\s)?(?:day|${PART_OF_DAY}|night|week|month|hour|year|shift|meal|${DAY_NAME})(?:\s(?:at|before)\s(?:bedtime|night|bed))?(?![a-z])`,
  String.raw`(?:every|each)\s${RANGE}(?:\s|-)?${TIME}(?![a-z])`,
  String.raw`(?:once|twice|thrice|${RANGE}\s?(?:times|x|\u00d7|time))(?:[\s/-]*(?:(?:a|an|per|each|every|in a|/)\s?(?:day|week|month|night|year|hour)|daily|nightly|weekly|monthly|yearly|every other day|d(?![a-z])|day|wk|week))(?![a-z])`,
  String.raw`(?:once|twice)(?=\s+(?:at|in|with|before|every|on|each)\b)`,
  String.raw`q(?:3|4|6|8|12|24)(?![a-z\d])`,
  String.raw`[bt]\.?\s?i\.?\s?d(?![a-z])\.?|q\.?\s?i\.?\s?d(?![a-z])\.?|[bt]\.?d\.?s(?![a-z])\.?`,
  ...LISTED.map((name) => `${name}(?![a-z0-9])`),
  String.raw`(?:at|before|prior to|q)\s(?:bed(?:time)?|night|noon|bed)(?![a-z])`,
  String.raw`h\.?s\.?(?![a-z])|a\.?c\.?(?![a-z])(?:\s?(?:&|and)\s?h\.?s\.?)?|p\.?c\.?(?![a-z.])`,
  String.raw`in\s(?:the\s)?(?:morning|afternoon|evening|am|pm|a\.m\.|p\.m\.)s?(?![a-z])`,
  String.raw`(?:with|before|after|w/)\s?${MEAL}(?![a-z])`,
  String.raw`(?:\d+\s?(?:minutes|hours?|min|hr)\s(?:before|after|prior to)\s(?:${MEAL}|bed(?:time)?|intercourse|sex|exercise|procedure))(?![a-z])`,
  String.raw`(?:a|per|each|/)\s?(?:day|night|week|month)(?![a-z])`,
  String.raw`on\s${DAY_NAME}(?:(?:,\s?|\sand\s|,\sand\s|/)${DAY_NAME})*(?![a-z])`,
  'm/?w/?f(?![a-z])|t/?th/?s(?:at?)?(?![a-z])',
  String.raw`(?:once\s)?(?:daily|nightly|weekly|bi-?weekly|monthly|hourly|yearly|annually|quarterly|semiweekly)(?![a-z])`,
  '(?:am|pm)(?![a-z])',
  String.raw`stat(?![a-z])|x\s?1(?![\d.a-z])(?:\sdose)?|(?:one|single|1)[- ]time(?:\sdose)?(?![a-z])|once(?![a-z])|as a single dose|continuous(?:ly)?`,
].join('|')}))`;

const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?';
/** A date as notes write it; a year or a month alone is one. */
export const DATE = String.raw`(?:\d{1,2}[/-]\d{1,2}[/-]\d{2,4}|\d{4}-\d{2}(?:-\d{2})?|\d{1,2}/(?:\d{4}|\d{2})(?!\d)|${MONTH}\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}|${MONTH},?\s(?:of\s)?\d{4}|\d{1,2}[- ]${MONTH}[- ,]+\d{2,4}|(?:19|20)\d{2}(?!\d))`;

const sticky = (source: string, flags = ''): RegExp => new RegExp(source, `iyu${flags}`.replace('u', ''));
const indexed = (source: string): RegExp => new RegExp(source, 'iyd');

const SERIES = String.raw`${NUMBER}(?:\s?(?:${MASS})?${PER})?\s?(?:-|\u2013|/|to|or)\s?(?=${NUMBER}\s?-?\s?(?:${MASS}|mls?|ccs?))`;
/** `20 mg`, `10-325 mg`, `160 mg/5 mL`, `250/50 mcg`, `5 to 10 mg`. Number and unit are groups of their own. */
const AMOUNT = indexed(String.raw`((?:${SERIES}){0,2}${NUMBER})\s?-?\s?((?:${MASS})${PER})`);
/** `500-20 mcg` without its unit: `Advair 250/50`, `Norco 5/325`, `Percocet 10-325`. */
const PAIR = indexed(String.raw`(\d+(?:\.\d+)?\s?[-/]\s?\d+(?:\.\d+)?)(?![\d/-]|\s?(?:mm|${TIME}\b|times|x\b|%))`);
const COUNT = indexed(
  String.raw`((?:(?:${NUMBER}|${WORD_NUMBER})\s?(?:-|\u2013|to|or)\s?)?(?:\d+\s\d/\d|\d/\d|${NUMBER}(?:\s?[\u00bc\u00bd\u00be])?|${WORD_NUMBER}))(?:\s?\(\w+\))?\s?-?\s?(?:of\s)?(?:an?\s)?(${COUNT_UNIT}(?:\(s\)|\(es\))?)`,
);
/** `1 PO BID`: a number alone before route or frequency. */
const BARE = indexed(String.raw`(${NUMBER}|one|two|three|half)(?=\s+(?:${ROUTE}|${FREQUENCY})(?![a-z]))`);
const FORMS = sticky(FORM);
const ROUTES = sticky(ROUTE);
const FREQUENCIES = sticky(FREQUENCY);
const JOINED_FREQUENCY = sticky(String.raw`(?:,?\s+(?:and\s|or\s|,\s?)?|\s?[&/,]\s?)(?=${FREQUENCY})`);
const DURATION = sticky(
  String.raw`(?:(?:for|x|\u00d7)\s?(?:the\s(?:next|first|last|past)\s|a total of\s|another\s|up to\s|an?\sadditional\s)?(?:(?:${RANGE}|an?)\s?-?(?:more\s)?${TIME}(?![a-z])(?:\s(?:only|total))?))|(?:${COUNTED}|an?)[- ]${TIME}\s(?:course|taper|supply)`,
);
const AS_NEEDED = sticky(
  String.raw`(?:p\.?r\.?n(?![a-z])\.?|as needed|if needed|when needed|as necessary|as required|on an as[- ]needed basis)(?:\s(?:for|if|with)\s(?:[a-z/-]+(?:[ ](?!daily|twice|every|once|and\s(?:she|he)|she|he|but|which|while|to\b|\d)[a-z/-]+){0,4}))?`,
);
const QUANTITY = sticky(
  String.raw`(?:#\s?\d+|(?:disp(?:ense)?|qty|quantity|no\.)[.: ]\s?#?\d+(?:\s(?:tablets?|tabs?|capsules?|caps?|refills?|ml|g|vials?))?|(?:refills?|rf)\s?[:x#]?\s?\d+|(?:no|zero|one|two|three|\d+)\s?refills?|refill\s?x\s?\d+)(?![a-z0-9])`,
);
const STARTED = indexed(
  String.raw`(?:start(?:ed|ing)?|since|begun|began|begin(?:ning)?|initiated|start date|first prescribed|prescribed|rx'?d|from|dated?|as of)\s?:?\s?(?:on|in|back in|early|late)?\s?(${DATE})`,
);
const ENDED = indexed(
  String.raw`(?:until|till|thru|through|stop(?:ped)?|end(?:ed|ing)?|end date|stop date|d/?c'?e?d?|discontinued|completed|finished|off since)\s?:?\s?(?:on|in|back in|early|late)?\s?(${DATE})`,
);
const STATUS = sticky(
  `(?:discontinued?|stopped|d/c'?e?d|dc'?d|d/c|on hold|held|restarted|resumed|continued?|tapered off|weaned off|no longer taking|not taking|active|inactive|completed|self[- ]discontinued)(?![a-z])`,
);

const spanOf = (span: readonly [number, number] | undefined): [number, number] => [span?.[0] ?? 0, span?.[1] ?? 0];

/** The piece that begins at an offset; null: none does. */
export function pieceAt(text: string, at: number, limit: number): Piece | null {
  const code = text.charCodeAt(at);
  const isDigit = (code >= 48 && code <= 57) || code === 46 || (code >= 0xbc && code <= 0xbe);
  const piece = isDigit ? numbered(text, at) : worded(text, at);
  return piece === null || piece.end > limit ? null : piece;
}

function numbered(text: string, at: number): Piece | null {
  const duration = plain(DURATION, 'duration', text, at);
  if (duration !== null) return duration;
  const frequency = frequencyAt(text, at);
  const amount = matchAt(AMOUNT, text, at);
  if (
    amount?.indices !== undefined &&
    !LAB_UNIT.test(text.slice(spanOf(amount.indices[2])[1], at + 60)) &&
    !isTime(amount)
  )
    return { kind: 'amount', start: at, end: at + amount[0].length, ...parts(amount) };
  if (frequency !== null) return frequency;
  const count = matchAt(COUNT, text, at);
  if (count !== null) return { kind: 'count', start: at, end: at + count[0].length, ...parts(count) };
  const pair = matchAt(PAIR, text, at);
  if (
    pair !== null &&
    pair[1] !== undefined &&
    !/^[01]?\d\/(?:[0-3]?\d)$/.test(pair[1]) &&
    !/^\d{1,2}[-/](?:19|20)?\d{2}$/.test(pair[1])
  )
    return { kind: 'amount', start: at, end: at + pair[1].length, number: [at, at + pair[1].length] };
  return bare(text, at);
}

function bare(text: string, at: number): Piece | null {
  const match = matchAt(BARE, text, at);
  return match === null
    ? null
    : { kind: 'count', start: at, end: at + match[0].length, number: spanOf(match.indices?.[1]) };
}

/** A range of an amount that is in truth a frequency: `2 g` is an amount, `12 h` never came here. */
const isTime = (match: RegExpExecArray): boolean => /^\d+$/.test(match[1] ?? '') && match[2] === undefined;

const parts = (match: RegExpExecArray): { number: [number, number]; unit: [number, number] } => ({
  number: spanOf(match.indices?.[1]),
  unit: spanOf(match.indices?.[2]),
});

function worded(text: string, at: number): Piece | null {
  for (const [pattern, kind] of [
    [STARTED, 'start'],
    [ENDED, 'end'],
  ] as const) {
    const match = matchAt(pattern, text, at);
    if (match !== null) return { kind, start: at, end: at + match[0].length, number: spanOf(match.indices?.[1]) };
  }
  return (
    plain(DURATION, 'duration', text, at) ??
    plain(AS_NEEDED, 'as-needed', text, at) ??
    counted(text, at) ??
    plain(FORMS, 'form', text, at) ??
    frequencyAt(text, at) ??
    plain(ROUTES, 'route', text, at) ??
    plain(QUANTITY, 'quantity', text, at) ??
    plain(STATUS, 'status', text, at)
  );
}

const BEGINS_COUNT = /[aohtfsen]/i;
function counted(text: string, at: number): Piece | null {
  if (!BEGINS_COUNT.test(text[at] ?? '')) return null;
  const count = matchAt(COUNT, text, at);
  return count === null ? bare(text, at) : { kind: 'count', start: at, end: at + count[0].length, ...parts(count) };
}

/** Frequencies that stand together are one: `once daily at bedtime`, `twice a day with meals`. */
function frequencyAt(text: string, at: number): Piece | null {
  const first = matchAt(FREQUENCIES, text, at);
  if (first === null) return null;
  let end = at + first[0].length;
  for (
    let joined = matchAt(JOINED_FREQUENCY, text, end);
    joined !== null;
    joined = matchAt(JOINED_FREQUENCY, text, end)
  ) {
    const next = matchAt(FREQUENCIES, text, end + joined[0].length);
    if (next === null) break;
    end += joined[0].length + next[0].length;
  }
  return { kind: 'frequency', start: at, end, ...{} };
}

function plain(pattern: RegExp, kind: PieceKind, text: string, at: number): Piece | null {
  const match = matchAt(pattern, text, at);
  return match === null ? null : { kind, start: at, end: at + match[0].length };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  return match === null || match[0] === '' ? null : match;
}
