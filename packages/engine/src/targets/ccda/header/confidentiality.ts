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
  const ranks = [
    rank(settings.confidentiality),
    ...labels(chart.patient as unknown as Resource),
    ...chart.fragments.flatMap(({ resource }) => labels(resource)),
  ];
  const code = ORDER[Math.max(-1, ...ranks)];
  return code === undefined
    ? '<confidentialityCode nullFlavor="UNK"/>'
    : `<confidentialityCode code="${code}" codeSystem="2.16.840.1.113883.5.25" codeSystemName="Confidentiality" displayName="${LEVELS.get(code)}"/>`;
}

/** Ranks of the labels of a resource; unknown codes have none. */
function labels(resource: Resource): number[] {
  const { meta, securityLabel } = resource as {
    meta?: { security?: readonly Coding[] };
    securityLabel?: readonly CodeableConcept[];
  };
  return [...(meta?.security ?? []), ...(securityLabel ?? []).flatMap((concept) => concept?.coding ?? [])]
    .filter((coding) => coding?.system === V3_CONFIDENTIALITY)
    .map((coding) => rank(coding.code));
}

const rank = (code: string | null | undefined): number => ORDER.indexOf(code ?? '');
