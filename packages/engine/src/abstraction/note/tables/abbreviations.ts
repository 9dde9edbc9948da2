/** Source: general usage in English charts; our own collection. Words that carry a point without ending a sentence, without it; lower case. Facts of written English and of charts. */
const POINTED: ReadonlySet<string> = new Set(
  `dr mr mrs ms prof sr jr st vs approx appt dept pt pts no nos fig e.g eg i.e ie etc cf al inc corp ltd dx hx tx rx sx fx
   p.o po p.r pr p.r.n prn q.d qd b.i.d bid t.i.d tid q.i.d qid q.h.s qhs q.o.d qod h.s a.c p.c i.v iv i.m im s.c sc subq s.q sl
   u.s jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun m.d d.o r.n ph.d p.a n.p a.m p.m am pm
   temp resp ht wt lab labs ext abd neuro gen vol tab tabs cap caps min max avg est esp incl wk wks mo mos yr yrs hr hrs lt rt bilat
   h staph strep e c ave blvd rd ste rm`.split(/\s+/),
);

/** Those that often do end a sentence: the next word decides. */
const MAY_END: ReadonlySet<string> = new Set(
  `etc p.o po p.r p.r.n prn q.d qd b.i.d bid t.i.d tid q.i.d qid q.h.s qhs q.o.d qod h.s a.c p.c i.v iv i.m im s.c sc subq s.q sl
   a.m p.m am pm m.d d.o r.n ph.d p.a n.p u.s hx abd ext neuro dx wk wks mo mos yr yrs hr hrs labs lab no inc tabs tab caps pt pts vol
   jan feb mar apr jun jul aug sep oct nov dec sat sun est min max rx sx tx fx lt rt bilat e c h rm rd ave`.split(
    /\s+/,
  ),
);

/** Whether a point after this word, with what follows it, leaves the sentence open. */
export function isAbbreviation(word: string, rest: string): boolean {
  const lower = word.toLowerCase().replace(/^[^\p{L}\p{N}]+/u, '');
  if (lower === '') return false;
  // Numbers of lists stand at the beginning of a line; `5.` before a capital ends a sentence.
  if (/^\d/.test(lower)) return false;
  // Initials of names: `J. Smith`; not the pronoun, not a vitamin at the end.
  if (/^\p{Lu}$/u.test(word) && /^\p{Lu}/u.test(rest)) return !/^(?:I|C|D|K)$/.test(word);
  if (lower === 'h' || lower === 'e' || lower === 'c') return /^\p{Ll}/u.test(rest);
  if (!POINTED.has(lower)) return false;
  return !MAY_END.has(lower) || !/^["'([]*(?:\p{Lu}|\d+[.)])/u.test(rest);
}
