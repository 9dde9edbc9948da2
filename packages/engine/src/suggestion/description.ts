import { type NameWord, nameWords } from './words.js';

/**
 * What a description says of its column, as a name would say it: "The date the allergy was noted" is an allergy noted date, "Unique identifier of the user who
 * signed the note" a note signed by user identifier. Empty where nothing is left.
 */
export function saidName(text: string): readonly NameWord[] {
  let said = firstSentence(text.replace(/\([^)]*\)|\b(one|a) (row|record|entry) (for|per)( each| every)?\b/gi, ' '))
    .replace(OPENING, '')
    .replace(WHEN_IT, '$1 ')
    .replace(/\bidentifier\b/gi, 'ID');
  const who = WHO_DID.exec(said);
  if (who) said = `${said.slice(who.index + who[0].length)} by ${who[1] ?? ''}`;
  const [head = '', ...complements] = cutAside(said).split(OF);
  // The head of an English phrase comes first, the head of a name last.
  const turned = [...complements.reverse(), head]
    .join(' ')
    .split(/\s+/)
    .filter((word) => !SMALL.has(word.toLowerCase()));
  const at = turned.findIndex((word) => WHEN.test(word));
  if (at >= 0 && at < turned.length - 1) turned.push(...turned.splice(at, 1));
  return nameWords(turned.slice(0, MOST_WORDS).join(' '));
}

const MOST_WORDS = 8;

/** What a description may open with before it says what the column is. */
const OPENING = new RegExp(
  [
    String.raw`^\s*((this|the|a|an|it|column|table|view|file|extract|field|value|row|information|details?|list|history|data|element|item|attribute|record|yes\/no|y\/n|boolean|flag|indicator|indicating|unique|internal|current|specific|associated|corresponding|system)\s+)*`,
    String.raw`((foreign key|reference|link|pointer|points|refers|corresponds)\s+(to|from|of)\s+|category\s+(value|number|title|id|name)\s+(of|for|that|indicating|corresponding)?\s*)?`,
    String.raw`((is|are|contains?|holds?|stores?|represents?|specifies|specify|indicates?|indicating|identifies|identify|describes?|displays?|shows?|denotes?|(is )?used (to|for)( identify)?|uses|lists?|gives?|provides?|captures?|corresponds to)\s+(that |to |if |whether |when |what |which |the |a |an )*)*`,
    String.raw`((the|a|an|unique|internal|current|actual|specific|primary|system)\s+)*`,
  ].join(''),
  'i',
);

/** "The date and time when it was given" is a given date. */
const WHEN_IT =
  /\b(date|time|datetime|timestamp)(?: and time| and date|\/time)?\s+(?:when|that|which|at which|on which|of when)\s/i;

const WHO_DID =
  /\b(user|person|provider|clinician|staff(?: member)?|nurse|physician|doctor|employee|practitioner)(?:'s \w+)? (?:who|that|which)(?: has| had| is| was)? /i;

/** What belongs to the head: "of", "for"; what comes after these words is said of something else. */
const OF =
  /\s+(?:of|for|from|in|on|to|with|associated with|related to|belonging to|representing|identifying|describing|designating|(?:that|which) (?:identifies|represents|describes)|assigned to)\s+(?:the |this |a |an |each |that )*/i;
const ASIDE =
  /\s(?:that|which|when|where|if|because|as|based|used|using|stored|linked|such|e\.g|i\.e|or|and\/or)\s|[(;:,?]|\s-\s/i;
const WHEN = /^(date|time|datetime|timestamp|dttm|instant)$/i;

const SMALL = new Set(
  'record records the a an this that these those is are was were be been being has have had will by-the its their his her at which who whom and it as'.split(
    ' ',
  ),
);

function firstSentence(text: string): string {
  return (
    text
      .trim()
      .split(/(?<=[a-z)"]{2,})[.!]\s|[\n\r]/)[0]
      ?.replace(/[.!]$/, '') ?? ''
  );
}

function cutAside(text: string): string {
  const at = text.search(ASIDE);
  return at > 8 ? text.slice(0, at) : text;
}
