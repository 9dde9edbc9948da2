/**
 * Words of everyday notes that the plain words of records lack and that lie a letter or two from a drug's name, or that look as if they did. Folded.
 */
const NEAR_DRUGS: ReadonlySet<string> = new Set(
  `mobile ablity ability alive alleviate allege alleges alleged lyric lyrical zeta zest xarel seroma valid validate pristine prosaic
  humor humors rituals ritual visual celebrate celebrated celebration cellar nasal nexus norm premium premarital requip require ultra ultras
  symbol symbolic symptom patent patents actor actors amble ambient ambience altar alter altered calm corner corners coral duel duet effect effects
  entrust focal flame flames levitate lumbar lunatic lunar maximal maximum medial minor mirror nasally novel paradox parade prolix prompt
  provide provided relaxing relapse remain remedy restore restored risen rituximal singular singularly sinister soothe strata stellar
  tamper tenor tenors topmost toward towards trick trice triceps tremor vector vesicle vision vital wellness zombie imagine imaging
  percent persist persists personal persona presence present presents previous proper property prone protein proteins renal
  adapted adapt accept access alert align arrive arrest atrial axial biceps bilateral bladder blister bruise cancel caution celiac chart
  cervix chronic circle citrus clear clinic codes comfort confirm congest contact control convey cortex cough course cramp daily debris
  decline deficit delay deltoid deny depend derma dermal detail device digit direct disc ease edema elbow elderly element elevate embolus
  emesis endure engage enlist equal escape even exact exam except exert exhale expose extend facial factor family fasting fatal femoral femur fever
  fiber final finger flank flare flush foam focus follow forearm formal format former fragile frequent gait general genital gentle
  glucose gradual groin habit hamper handle harm heal heel helical hepatic hernia hip hoarse holter horizontal humerus hyper
  ideal ileum iliac immune impact improve index infant inhale initial insert intact invite iris joint journal juice knee label labor lateral
  launder lesion lethargy level ligament limit linear lipid liver lobe local lower lucid lumen lunch lymph manual margin marital meatus
  median medical melena mental metal metric midline migraine mild mitral mobility moderate modify molar monitor motor mucosa murmur muscle myopia
  nail nares nausea neck nerve neural nevus nodule noise notable numb obese object obtain occult ocular onset optic oral orbit organ orient
  outcome ovary overt oxygen pace palate pallor palm palpable palsy panic papule parent partial pass patella pectoral pelvis perform perineal phase
  phlegm pillow plantar plaque plasma pleura plural polyp portal posture potent pulse pupil purge quality quiet radial radius range rapid
  rectal reflex refuse region regular relate relax relief remote repair report retina rigid rotate routine rupture sacral saline saliva salmon sample
  scalp scapula sclera score screen seizure select septum series serial serum severe sigmoid signal simple sinus skeletal sleep smear snore social
  solid sonar spasm speech spinal spleen sprain sputum squat stable static status stenosis stent sternum stigma stomach strain stress stride stroke
  sudden suffer supine suture swallow swell symmetric syncope tactile tandem tender tendon tension terminal testis texture thigh thorax thrill throat
  thrombus tibia tingle tissue titer tongue tonsil topical torso total toxic trachea tract transient trauma treadmill tumor turgor ulcer ulnar umbilical
  uneven unsteady upper ureter urethra urgent uterus uvula vagina vague vagus valgus valve varus vascular venous ventral verbal vertex vertigo vessel
  viable vigor visceral viscous vitreous volar volume vomit wart weak wean wheeze wound wrist xray benefit benefits beneath benign`.split(
    /\s+/,
  ),
);

/** Endings of English words that names of drugs do not have. */
const ENGLISH_END =
  /(?:ing|tion|tions|ness|ment|ments|ously|ally|edly|ingly|ability|able|ible|less|ful|ship|ology|itis|osis|ectomy|uria|emia|pathy|algia|scopy|graphy|gram|grams|ward|wards|ally|ized|ising|izing|ially|ious|eous|ical|ically|tive|tively|ture|tures|ency|ancy|ence|ences|ance|ances|ety|ity|ities|ology|ologist|like|self|selves|times?|body|thing|where|ever|ory|ary|lls|ies|ied|iest|sts|cts|nts|nds|rds|ked|ted|ned|red|sed|ved|led|ged|ched|shed|mps|lks)$/;

/** Whether a word is plainly English (or the name of a disease), so that no misspelling of a drug is looked for. */
export const isEnglishLike = (word: string): boolean => ENGLISH_END.test(word) || NEAR_DRUGS.has(word);
