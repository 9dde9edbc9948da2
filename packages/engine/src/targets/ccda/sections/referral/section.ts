import type { Reference, ServiceRequest } from '../../../../chart/fhir.js';
import * as table from '../../../../formats/cda/templates.js';
import { conceptText } from '../../datatypes/concept.js';
import { nameText, personName } from '../../datatypes/person.js';
import type { CcdaDocument, Item } from '../../document.js';
import { reasonsOf } from '../../entry.js';
import { lines } from '../../narrative.js';
import type { Section } from '../../section.js';
import { template } from '../../template.js';
import { escapeText, visible } from '../../xml.js';

const REASON_FOR_REFERRAL_SECTION = template(table.REASON_FOR_REFERRAL_SECTION);

/** SNOMED CT: patient referral, referral to service, patient referral to specialist. */
const REFERRALS: ReadonlySet<string> = new Set(['3457005', '306206005', '103696004']);

/** Orders that hand nobody on any more, or never did (FHIR R4 request-status). */
const VOID: ReadonlySet<string | undefined> = new Set(['revoked', 'entered-in-error']);

/** Orders that hand the patient on to somebody else: the source says so by a code or by the word. One that must not be done or is void is none: the plan tells of it. */
export const referralsOf = (document: CcdaDocument): readonly Item<ServiceRequest>[] =>
  document
    .all<ServiceRequest>('ServiceRequest')
    .filter(
      ({ resource }) =>
        resource.doNotPerform !== true &&
        !VOID.has(resource.status) &&
        [...(resource.category ?? []), resource.code].some(
          (concept) =>
            (concept?.coding ?? []).some((coding) => REFERRALS.has(coding?.code ?? '')) ||
            /\brefer(ral|red)?\b/i.test(conceptText(concept)),
        ),
    );

/** Why the patient is referred, in words; the orders themselves stand in the plan. */
export const reasonForReferral: Section = {
  name: 'reason-for-referral',
  templates: REASON_FOR_REFERRAL_SECTION,
  code: table.REASON_FOR_REFERRAL_SECTION.code[0],
  display: 'Reason for referral (narrative)',
  title: 'Reason for Referral',
  required: true,
  write(document) {
    const texts = referralsOf(document)
      .map(({ resource }) =>
        [
          conceptText(resource.code),
          ...reasonsOf(document, resource.reasonCode, resource.reasonReference).map(conceptText),
        ]
          .filter((text) => text !== '')
          .join('\n'),
      )
      .filter((text) => text !== '');
    if (texts.length === 0) return null;
    return { entries: [], narrative: texts.map((text) => `<paragraph>${lines(text)}</paragraph>`).join('') };
  },
};

interface Receiver {
  readonly resourceType: string;
  readonly id: string;
  readonly name?: unknown;
  readonly practitioner?: Reference;
  readonly organization?: Reference;
}

/** To whom: the first performer of the referrals who has a name, as person, organization or both; else somebody whose name is not known (CONF:1198-31589 to 31594). */
export function referralRecipient(document: CcdaDocument): string {
  for (const { resource } of referralsOf(document))
    for (const performer of resource.performer ?? []) {
      const party = document.resolve<Receiver>(performer);
      const person =
        party?.resourceType === 'PractitionerRole' ? document.resolve<Receiver>(party.practitioner) : party;
      const firm =
        party?.resourceType === 'PractitionerRole'
          ? document.resolve<Receiver>(party.organization)
          : party?.resourceType === 'Organization'
            ? party
            : null;
      const fields = Array.isArray(person?.name) ? person.name[0] : null;
      const name = nameText(fields) === '' ? null : personName(fields, true); // CONF:1198-31594: in parts
      const organization = typeof firm?.name === 'string' ? visible(firm.name) : null;
      const display = party === null ? visible(performer?.display) : null;
      const whom = name ?? (display === null ? null : personName({ text: display }, true));
      if (whom !== null || organization !== null) return recipient(whom, organization);
    }
  return recipient(null, null);
}

const recipient = (name: string | null, organization: string | null): string =>
  `<informationRecipient><intendedRecipient><informationRecipient>${name ?? '<name nullFlavor="UNK"/>'}</informationRecipient>` +
  `${organization === null ? '' : `<receivedOrganization><name>${escapeText(organization)}</name></receivedOrganization>`}` +
  '</intendedRecipient></informationRecipient>';
