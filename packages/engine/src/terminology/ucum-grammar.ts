/** UCUM 2.1 section 2 (c/s symbols): atoms that take prefixes. */
const metric = new Set(
  "m s g rad K C cd mol sr Hz N Pa J W A V F Ohm S Wb Cel T H lm lx Bq Gy Sv l L ar t bar u eV pc gf dyn erg P Ky G Oe Gb St Mx ph lmb sb R RAD REM Ci Bi Gal Ao_ b att bit By Bd eq osm g% kat U [iU] [IU] cal cal_[15] cal_th cal_IT m[H2O] m[Hg] st mho tex [Amb'a'1'U] Lmb".split(
    ' ',
  ),
);

/** Atoms that take none. */
const plain = new Set(
  "% [ppth] [ppm] [ppb] [pptr] [pi] deg ' '' gon min h d wk mo a a_j mo_j a_t a_g mo_s mo_g AU atm [in_i] [ft_i] [yd_i] [mi_i] [fth_i] [nmi_i] [kn_i] [mil_i] [hd_i] [sin_i] [sft_i] [cin_i] [cft_i] [in_us] [ft_us] [yd_us] [mi_us] [gr] [lb_av] [oz_av] [dr_av] [ston_av] [lton_av] [stone_av] [lb_tr] [oz_tr] [lb_ap] [oz_ap] [dr_ap] [sc_ap] [gal_us] [qt_us] [pt_us] [gil_us] [foz_us] [fdr_us] [min_us] [tbs_us] [tsp_us] [cup_us] [foz_m] [cup_m] [tsp_m] [tbs_m] [bbl_us] [gal_br] [pt_br] [foz_br] [degF] [degR] [degRe] [Cal] [Btu] [HP] [psi] [lbf_av] [in_i'H2O] [in_i'Hg] [diop] [p'diop] [PRU] [wood'U] [mesh_i] [Ch] [drp] [hnsf'U] [MET] dB [HPF] [LPF] [pH] [AU] [BAU] [CFU] [FFU] [PFU] [PNU] [EU] [ELU] [FEU] [Lf] [D'ag'U] [CCID_50] [TCID_50] [EID_50] [bdsk'U] [ka'U] [knk'U] [mclg'U] [dye'U] [smgy'U] [todd'U] [tb'U] [GPL'U] [MPL'U] [APL'U] [beth'U] [anti'Xa'U] [arb'U] [USP'U] [smoot] [NTU] [FNU] circ sph [car_m] [car_Au] [pied] [g] [c] [h] [k] [e] [m_e] [m_p] [G] [eps_0] [mu_0] [ly]".split(
    ' ',
  ),
);

const prefixes = ['da', 'Ki', 'Mi', 'Gi', 'Ti', ...'YZEPTGMkhdcmunpfazy'];

function isSymbol(symbol: string): boolean {
  if (metric.has(symbol) || plain.has(symbol)) return true;
  return prefixes.some((prefix) => symbol.startsWith(prefix) && metric.has(symbol.slice(prefix.length)));
}

// Units on a scale of their own (UCUM 2.1 section 21) stand alone: no exponent, no product.
const special = /\[degF\]|\[degRe\]|Cel|\[pH\]|\[p'diop\]|dB/;
const aloneSpecial = /^(?:\[degF\]|\[degRe\]|Cel|\[pH\]|\[p'diop\]|dB)(?:\{[!-z|~]*\})?$/;

const annotation = /^\{[!-z|~]*\}/;
const power = /^10[*^](?:[+-]?\d{1,3})?/;
const number = /^\d{1,12}(?![\d*^])/;
const symbolic = /^(?:\[[^\][{}\s()]*\]|[A-Za-z%'_])+/;
const exponent = /^[+-]?\d{1,2}/;

/**
 * True for a valid UCUM expression (UCUM 2.1 section 2, case-sensitive symbols), for the atoms listed above. An own reader, because the general
 * library prints what it cannot read, and a unit column may hold anything.
 */
export function isUcum(unit: string): boolean {
  if (unit.length === 0 || unit.length > 64 || !/^[!-~]+$/.test(unit)) return false;
  if (special.test(unit.replace(/\{[^}]*\}/g, ''))) return aloneSpecial.test(unit);
  const rest = term(unit.startsWith('/') ? unit.slice(1) : unit);
  return rest === '';
}

/** What stands behind a term, or null when there is none. */
function term(text: string): string | null {
  let rest = component(text);
  while (rest !== null && /^[./]/.test(rest)) rest = component(rest.slice(1));
  return rest;
}

function component(text: string): string | null {
  if (text.startsWith('(')) {
    const inner = term(text.slice(1));
    return inner?.startsWith(')') ? inner.slice(1) : null;
  }
  const note = annotation.exec(text);
  if (note) return text.slice(note[0].length);
  const ten = power.exec(text);
  if (ten) return annotated(text.slice(ten[0].length));
  const symbol = symbolic.exec(text)?.[0];
  if (symbol !== undefined && isSymbol(symbol)) {
    const behind = text.slice(symbol.length);
    return annotated(behind.slice(exponent.exec(behind)?.[0].length ?? 0));
  }
  const factor = number.exec(text);
  return factor ? annotated(text.slice(factor[0].length)) : null;
}

const annotated = (text: string): string => text.slice(annotation.exec(text)?.[0].length ?? 0);
