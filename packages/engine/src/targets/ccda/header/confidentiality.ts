import type { Chart, ChartSettings } from '../../../chart/chart.js';
import type { CodeableConcept, Coding, Resource } from '../../../chart/fhir.js';

const V3_CONFIDENTIALITY = 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality';

/** HL7 v3 Confidentiality with its display names, the least restrictive first. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ['U', 'unrestricted'],
  ['L', 'low'],
  ['M', 'moderate'],
  ['N', 'normal'],
  ['R', 'restricted'],
  ['V', 'very restricted'],
]);
const ORDER = [...LEVELS.keys()];

/**
 * The document's confidentiality (CONF:1198-5259): the most restrictive label that anything of the patient bears, because the
 * document holds all of it; the workspace's own word counts as one label. Nothing labelled is stated as unknown, never as normal.
 */
export function confidentiality(chart: Chart, settings: ChartSettings): string {
  let most = Math.max(rank(settings.confidentiality), label(chart.patient as unknown as Resource));
  for (const { resource } of chart.fragments) most = Math.max(most, label(resource));
  const code = ORDER[most];
  return code === undefined
    ? '<confidentialityCode nullFlavor="UNK"/>'
    : `<confidentialityCode code="${code}" codeSystem="2.16.840.1.113883.5.25" codeSystemName="Confidentiality" displayName="${LEVELS.get(code)}"/>`;
}

/** The highest rank of the labels of a resource; unknown codes have none, which is -1. */
function label(resource: Resource): number {
  const { meta, securityLabel } = resource as {
    meta?: { security?: readonly Coding[] };
    securityLabel?: readonly CodeableConcept[];
  };
  let most = meta?.security ? highest(meta.security) : -1;
  for (const concept of securityLabel ?? []) most = Math.max(most, highest(concept?.coding));
  return most;
}

function highest(codings: readonly (Coding | null)[] | null | undefined): number {
  let most = -1;
  for (const coding of codings ?? [])
    if (coding?.system === V3_CONFIDENTIALITY) most = Math.max(most, rank(coding.code));
  return most;
}

const rank = (code: string | null | undefined): number => ORDER.indexOf(code ?? '');
