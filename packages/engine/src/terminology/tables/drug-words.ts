/** What a dose form word means; several forms are of one kind where a name says less than another. Written from the field's usage and RxNorm's dose form names. */
export const FORM_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    tablet: 'tab tabs tablet tablets tb tbl caplet caplets',
    capsule: 'cap caps capsule capsules capsul kapseal softgel softgels gelcap',
    chewable: 'chew chewable chewables',
    disintegrating: 'odt disintegrating orally-disintegrating dissolve',
    sublingual: 'sl sublingual',
    extended: 'er xr sr xl la cr extended extended-release sustained sustained-release',
    delayed: 'dr ec delayed delayed-release enteric',
    injection:
      'inj injection injectable vial vials vl syringe syr amp ampule ampul premix ivpb bag cartridge pen prefilled infusion piggyback drip inj. iv',
    solution: 'soln sol solution liquid liq elixir syrup elix',
    suspension: 'susp suspension sus',
    cream: 'cream crm',
    ointment: 'oint ointment ung',
    gel: 'gel jelly',
    lotion: 'lotion lot',
    foam: 'foam',
    shampoo: 'shampoo',
    patch: 'patch patches transdermal td ptch',
    drops: 'drop drops gtt',
    inhaler:
      'inhaler inhalers aerosol mdi hfa inhal inhalation inhalant inhl neb nebs nebulizer nebulized metered diskus',
    spray: 'spray sprays',
    suppository: 'supp suppository suppositories sup',
    powder: 'powder pwd packet packets',
    enema: 'enema',
    lozenge: 'lozenge lozenges troche loz',
    kit: 'kit pack',
    mouthwash: 'mouthwash rinse swish',
  }).flatMap(([form, words]) => words.split(' ').map((word) => [word, form] as const)),
);

export const ROUTE_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    oral: 'oral po orally mouth enteral',
    injection: 'iv intravenous im intramuscular sc sq subcut subcutaneous push infusion epidural intrathecal pca',
    ophthalmic: 'eye eyes ophth opht opth ophthalmic opthalmic opthamlic ou od os',
    otic: 'ear ears otic',
    nasal: 'nasal nose nostril intranasal',
    rectal: 'rectal pr rectum',
    vaginal: 'vaginal vag',
    topical: 'topical top skin',
    inhalation: 'inhalation inhaled inhalant inhl ih neb inh',
    transdermal: 'transdermal td',
  }).flatMap(([route, words]) => words.split(' ').map((word) => [word, route] as const)),
);

/** Routes that a form is given by, where it says so. */
export const FORM_ROUTES: Readonly<Record<string, readonly string[]>> = Object.freeze({
  tablet: ['oral'],
  capsule: ['oral', 'inhalation'],
  chewable: ['oral'],
  disintegrating: ['oral'],
  extended: ['oral'],
  delayed: ['oral'],
  injection: ['injection'],
  patch: ['transdermal'],
  drops: ['ophthalmic', 'otic', 'nasal', 'oral'],
  inhaler: ['inhalation'],
  suppository: ['rectal', 'vaginal'],
  cream: ['topical', 'vaginal', 'rectal'],
  ointment: ['topical', 'ophthalmic', 'nasal', 'rectal'],
  lotion: ['topical'],
  shampoo: ['topical'],
  enema: ['rectal'],
});

/** Parts of a substance's name that say which salt it is, not which substance. */
export const SALTS: ReadonlySet<string> = new Set(
  (
    'hcl hydrochloride hydrochlorid sodium potassium calcium sulfate phosphate acetate tartrate bitartrate maleate mesylate besylate fumarate succinate citrate ' +
    'bromide chloride nitrate gluconate lactate tromethamine trihydrate monohydrate dihydrate hemihydrate disodium propionate dipropionate furoate valerate ' +
    'medoxomil disoproxil anhydrous hydrate hbr hydrobromide stearate ethylsuccinate benzoate pamoate palmitate decanoate hyclate axetil proxetil lysine ' +
    'usp human extract magnesium meglumine carbonate oxide hydroxide bicarbonate'
  ).split(' '),
);

/** Words in medication texts that name no drug. */
export const NOISE: ReadonlySet<string> = new Set(
  (
    'nf ea each pf p f the of and with in for to w ns d5w premix bag bottle tube vial btl bot unit dose non formulary home med patient own supply supplied ' +
    'desensitization study research protocol bolus prophylaxis prophylactic concentrate maintenance standard fortified low high strength double ds max maximum ' +
    'free preservative sugar adult pediatric infant child children hr hour hours day daily bid tid qid prn send flush replacement scale sliding fixed chemo ' +
    'release modified immediate product pill dry dispersible mini large small size pkt can pint quart oz ounce actuation act puff puffs spray sprays full half new old generic brand mg ml mcg gm gram grams l unt meq'
  ).split(' '),
);
