import {
  type ChartDice,
  clinical,
  coding,
  concept,
  HL7,
  type Json,
  LOINC,
  made,
  quantity,
  SNOMED,
} from './chart-parts.js';

/** Resources of care planning, status and wishes, for seeded charts: as the makers of random-resources.ts. */

interface Known {
  readonly practitioner: Json;
  readonly organization: Json;
}
type Maker = (dice: ChartDice, known: Known) => void;

const US_CORE = 'http://hl7.org/fhir/us/core/CodeSystem';
const usCore = (code: string): Json => ({ coding: [coding(`${US_CORE}/us-core-category`, code)] });
const final = ['final', 'final', 'amended', 'preliminary', 'unknown', 'cancelled'];

export const CARE_MAKERS: Readonly<Record<string, Maker>> = {
  device: (dice) => {
    dice.add({
      ...dice.id('Device'),
      status: dice.status(['active', 'inactive', 'unknown']),
      type: concept('Pacemaker', coding(SNOMED, '14106009', 'Cardiac pacemaker')),
      manufacturer: dice.maybe(0.5, () => 'Acme'),
      udiCarrier: dice.maybe(0.5, () => [
        made({
          carrierHRF: '(01)00844588003288(17)141120',
          deviceIdentifier: dice.maybe(0.6, () => '00844588003288'),
          issuer: dice.maybe(0.6, () => 'http://hl7.org/fhir/NamingSystem/gs1-di'),
        }),
      ]),
      deviceName: dice.maybe(0.4, () => [{ name: 'HeartMate', type: 'user-friendly-name' }]),
      serialNumber: dice.maybe(0.4, () => 'SN-1'),
      modelNumber: dice.maybe(0.4, () => 'M 12'),
      manufactureDate: dice.maybe(0.4, () => '2014-11-20'),
      expirationDate: dice.maybe(0.4, () => '2019-11-20'),
      distinctIdentifier: dice.maybe(0.3, () => 'DIC-9'),
      lotNumber: dice.maybe(0.5, () => '77'),
    });
  },
  visit: (dice, { practitioner }) => {
    const diagnosis = dice.add({
      ...dice.id('Condition'),
      code: concept('Sprain of ankle', coding(SNOMED, '44465007', 'Sprain of ankle')),
      clinicalStatus: clinical('condition-clinical', 'active'),
    });
    const encounter = dice.add({
      ...dice.id('Encounter'),
      status: dice.pick(['finished', 'in-progress']),
      class: coding(`${HL7}/v3-ActCode`, dice.pick(['AMB', 'IMP', 'EMER'])),
      type: dice.maybe(0.7, () => [concept('Visit', coding(SNOMED, '185349003', 'Encounter for check up'))]),
      period: dice.maybe(0.9, () => made({ start: dice.date(), end: dice.maybe(0.5, () => dice.date()) })),
      participant: dice.maybe(0.5, () => [{ individual: dice.ref(practitioner) }]),
      diagnosis: [{ condition: dice.ref(diagnosis) }],
    });
    const [code, name] = dice.pick([
      ['11506-3', 'Progress note'],
      ['11488-4', 'Consult note'],
      ['18842-5', 'Discharge summary'],
    ] as const);
    dice.add({
      ...dice.id('DocumentReference'),
      status: 'current',
      type: concept(name, coding(LOINC, code, name)),
      date: dice.date(),
      author: [dice.ref(practitioner)],
      context: { encounter: [dice.ref(encounter)] },
      content: [
        {
          attachment: dice.pick([
            { contentType: 'text/plain', data: Buffer.from('limps,\nno fracture').toString('base64') },
            { contentType: 'application/pdf', data: Buffer.from('%PDF').toString('base64') },
          ]),
        },
      ],
    });
    dice.add({
      ...dice.id('Observation'),
      status: 'final',
      category: [clinical('observation-category', 'vital-signs')],
      code: concept('Heart rate', coding(LOINC, '8867-4', 'Heart rate')),
      encounter: dice.ref(encounter),
      effectiveDateTime: dice.date(),
      valueQuantity: quantity('72', '/min', '/min'),
    });
  },
  stay: (dice, { practitioner }) => {
    const diagnosis = dice.add({
      ...dice.id('Condition'),
      category: dice.maybe(0.5, () => [clinical('condition-category', 'encounter-diagnosis')]),
      code: concept('Pneumonia', coding(SNOMED, '233604007', 'Pneumonia')),
      clinicalStatus: dice.maybe(0.8, () => clinical('condition-clinical', dice.pick(['active', 'resolved']))),
      recordedDate: dice.maybe(0.5, () => dice.date()),
    });
    const encounter = dice.add({
      ...dice.id('Encounter'),
      status: 'finished',
      class: coding(`${HL7}/v3-ActCode`, dice.pick(['IMP', 'ACUTE', 'EMER'])),
      period: dice.maybe(0.9, () => made({ start: dice.date(), end: dice.maybe(0.7, () => dice.date()) })),
      hospitalization: dice.maybe(0.8, () => ({
        dischargeDisposition: dice.pick([
          concept('Home', coding(`${HL7}/discharge-disposition`, 'home', 'Home')),
          concept('left on foot'),
        ]),
      })),
      diagnosis: [
        made({ condition: dice.ref(diagnosis), use: dice.maybe(0.7, () => clinical('diagnosis-role', 'DD')) }),
      ],
    });
    const of = { encounter: dice.ref(encounter) };
    dice.add({
      ...dice.id('MedicationRequest'),
      ...of,
      status: 'active',
      intent: 'order',
      category: dice.maybe(0.6, () => [clinical('medicationrequest-category', 'discharge')]),
      medicationCodeableConcept: concept(
        'Amoxicillin 500 MG',
        coding('http://www.nlm.nih.gov/research/umls/rxnorm', '308191', 'amoxicillin 500 MG Oral Capsule'),
      ),
    });
    dice.maybe(0.7, () =>
      dice.add({
        ...dice.id('DocumentReference'),
        status: 'current',
        type: dice.pick([
          concept('Hospital course', coding(LOINC, '8648-8', 'Hospital course')),
          concept('Discharge summary', coding(LOINC, '18842-5', 'Discharge summary')),
          concept('Progress note', coding(LOINC, '11506-3', 'Progress note')),
        ]),
        context: { encounter: [dice.ref(encounter)] },
        content: [
          { attachment: { contentType: 'text/plain', data: Buffer.from('Fever for\nthree days').toString('base64') } },
        ],
      }),
    );
    dice.maybe(0.5, () => CARE_MAKERS.instruction!(dice, { practitioner, organization: practitioner }));
  },
  referral: (dice, { practitioner }) => {
    const encounter = dice.add({
      ...dice.id('Encounter'),
      status: 'finished',
      class: coding(`${HL7}/v3-ActCode`, 'AMB'),
      period: dice.maybe(0.9, () => made({ start: dice.date() })),
    });
    dice.add({
      ...dice.id('ServiceRequest'),
      encounter: dice.ref(encounter),
      status: 'active',
      intent: 'order',
      category: dice.maybe(0.8, () => [concept('Referral', coding(SNOMED, '3457005', 'Patient referral'))]),
      code: concept('Cardiology consultation', coding(SNOMED, '183519002', 'Referral to cardiology service')),
      performer: dice.maybe(0.6, () => [dice.pick([dice.ref(practitioner), { display: 'Dr. Heart' }])]),
      reasonCode: dice.maybe(0.7, () => [concept('Chest pain', coding(SNOMED, '29857009', 'Chest pain'))]),
    });
  },
  instruction: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('CommunicationRequest'),
      status: dice.pick(['completed', 'active', 'unknown']),
      category: dice.maybe(0.6, () => [concept('Diet', coding(SNOMED, '11816003', 'Diet education'))]),
      doNotPerform: dice.maybe(0.1, () => true),
      payload: [
        { contentString: 'Drink two\nliters a day' },
        ...(dice.maybe(0.3, () => [{ contentString: 'no salt' }]) ?? []),
      ],
      occurrenceDateTime: dice.maybe(0.4, () => dice.date()),
      authoredOn: dice.maybe(0.5, () => dice.date()),
      requester: dice.maybe(0.5, () => dice.ref(practitioner)),
      reasonCode: dice.maybe(0.3, () => [concept('Gout', coding(SNOMED, '90560007', 'Gout'))]),
      note: dice.maybe(0.2, () => [{ text: 'told twice' }]),
    });
  },
  scan: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('DocumentReference'),
      status: 'current',
      type: dice.maybe(0.7, () => concept('Consent form', coding(LOINC, '64292-6', 'Release of information consent'))),
      date: dice.maybe(0.9, () => dice.date()),
      description: dice.maybe(0.4, () => 'signed, two pages'),
      author: dice.maybe(0.6, () => [dice.ref(practitioner)]),
      content: Array.from({ length: 1 + dice.below(2) }, () => ({
        attachment: made({
          contentType: dice.pick(['application/pdf', 'image/tiff', 'image/jpeg', 'text/html']),
          data: Buffer.from(`page ${dice.below(1000)}`).toString('base64'),
          title: dice.maybe(0.5, () => 'Scan of a form'),
        }),
      })),
    });
  },
  fullGoal: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('Goal'),
      lifecycleStatus: dice.status(['proposed', 'active', 'on-hold', 'completed', 'cancelled']),
      achievementStatus: dice.maybe(0.4, () => concept('improving', coding(SNOMED, '385633008', 'Improving'))),
      category: dice.maybe(0.3, () => [concept('Dietary', coding(`${HL7}/goal-category`, 'dietary', 'Dietary'))]),
      priority: dice.maybe(0.4, () => concept('High priority', coding(SNOMED, '394849002', 'High priority'))),
      description: dice.pick([
        concept('Hemoglobin A1c below 7', coding(LOINC, '4548-4', 'Hemoglobin A1c')),
        concept('Quit smoking'),
      ]),
      startDate: dice.maybe(0.5, () => dice.date().slice(0, 10)),
      target: dice.maybe(0.7, () => [
        made({
          measure: dice.maybe(0.5, () => concept('A1c', coding(LOINC, '4548-4', 'A1c'))),
          dueDate: dice.maybe(0.5, () => '2027-02-03'),
          ...dice.pick<Json>([
            { detailQuantity: quantity('7.0', '%', '%') },
            { detailString: 'as low as possible' },
            { detailRange: { low: quantity('6', '%', '%'), high: quantity('7', '%', '%') } },
            { detailCodeableConcept: concept('Non-smoker', coding(SNOMED, '8392000', 'Non-smoker')) },
            {},
          ]),
        }),
        ...(dice.maybe(0.2, () => [{ detailString: 'and well' }]) ?? []),
      ]),
      statusDate: dice.maybe(0.4, () => '2024-05-06'),
      statusReason: dice.maybe(0.2, () => 'agreed with the patient'),
      expressedBy: dice.maybe(0.5, () => dice.ref(practitioner)),
      note: dice.maybe(0.3, () => [{ text: 'reviewed' }]),
    });
  },
  healthConcern: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('Condition'),
      code: concept('Worried about falls', coding(SNOMED, '129839007', 'At risk for falls')),
      clinicalStatus: dice.maybe(0.8, () => clinical('condition-clinical', dice.pick(['active', 'resolved']))),
      category: [{ coding: [coding(`${US_CORE}/condition-category`, 'health-concern')] }],
      onsetDateTime: dice.maybe(0.6, () => dice.date()),
      recordedDate: dice.maybe(0.6, () => dice.date()),
      recorder: dice.maybe(0.5, () => dice.ref(practitioner)),
      note: dice.maybe(0.3, () => [{ text: 'lives alone' }]),
    });
  },
  status: (dice, { practitioner }) => {
    const [category, code, name] = dice.pick([
      ['functional-status', '54522-8', 'Functional status'],
      ['functional-status', '83254-3', 'Able to climb stairs'],
      ['disability-status', '69858-9', 'Serious difficulty walking'],
      ['cognitive-status', '72106-8', 'Mini-Mental State Examination total score'],
      ['cognitive-status', '75275-8', 'Cognitive function'],
    ] as const);
    dice.add({
      ...dice.id('Observation'),
      status: dice.status(final),
      category: [usCore(category)],
      code: concept(name, coding(LOINC, code, name)),
      effectiveDateTime: dice.maybe(0.9, () => dice.date()),
      issued: dice.maybe(0.3, () => '2024-01-02T03:04:05Z'),
      performer: dice.maybe(0.5, () => [dice.ref(practitioner)]),
      ...dice.pick<Json>([
        { valueCodeableConcept: concept('Independent', coding(SNOMED, '371153006', 'Independent')) },
        { valueString: 'needs some help' },
        { valueInteger: 27 },
        { valueQuantity: quantity('27', '{score}', 'points') },
        {},
      ]),
      interpretation: dice.maybe(0.2, () => [clinical('v3-ObservationInterpretation', 'N')]),
      note: dice.maybe(0.2, () => [{ text: 'with glasses' }]),
    });
  },
  directive: (dice, { practitioner, organization }) => {
    dice.add({
      ...dice.id('Consent'),
      status: dice.status(['active', 'inactive', 'draft', 'rejected']),
      scope: concept('Advance care directive', coding(`${HL7}/consentscope`, 'adr', 'Advanced Care Directive')),
      category: dice.pick([
        [concept('Do not resuscitate', coding(SNOMED, '304253006', 'Not for resuscitation'))],
        [
          concept('Advance directive', coding(LOINC, '75320-2', 'Advance directive')),
          concept('Living will', coding(SNOMED, '310302002', 'Living will')),
        ],
        [concept('told by his daughter')],
      ]),
      dateTime: dice.maybe(0.8, () => dice.date()),
      performer: dice.maybe(0.5, () => [dice.ref(practitioner)]),
      organization: dice.maybe(0.3, () => [dice.ref(organization)]),
      provision: dice.maybe(0.7, () =>
        made({
          type: dice.maybe(0.6, () => dice.pick(['permit', 'deny'])),
          period: dice.maybe(0.6, () => made({ start: dice.date(), end: dice.maybe(0.3, () => dice.date()) })),
          code: dice.maybe(0.5, () => [concept('Resuscitation', coding(SNOMED, '439569004', 'Resuscitation'))]),
        }),
      ),
    });
  },
  wish: (dice) => {
    dice.add({
      ...dice.id('Observation'),
      status: dice.status(final),
      category: [usCore('treatment-intervention-preference')],
      code: concept('Goals of care', coding(LOINC, '75773-2', 'Goals, preferences, and priorities')),
      effectiveDateTime: dice.maybe(0.8, () => dice.date()),
      valueString: dice.maybe(0.8, () => 'No tube feeding'),
    });
  },
  team: (dice, { practitioner, organization }) => {
    dice.add({
      ...dice.id('CareTeam'),
      status: dice.status(['proposed', 'active', 'suspended', 'inactive']),
      name: dice.maybe(0.6, () => 'Diabetes team'),
      category: dice.maybe(0.3, () => [concept('Longitudinal', coding(LOINC, 'LA28865-6', 'Longitudinal'))]),
      period: dice.maybe(0.6, () => made({ start: dice.date(), end: dice.maybe(0.3, () => dice.date()) })),
      participant: dice.maybe(0.9, () => [
        made({
          role: dice.maybe(0.7, () => [concept('family doctor', coding(SNOMED, '59058001', 'General physician'))]),
          member: dice.ref(practitioner),
          period: dice.maybe(0.3, () => ({ start: dice.date() })),
        }),
        ...(dice.maybe(0.4, () => [
          { role: [concept('helper')], member: { display: 'A neighbour' }, onBehalfOf: dice.ref(organization) },
        ]) ?? []),
        ...(dice.maybe(0.2, () => [{ role: [concept('nurse, name not known')] }]) ?? []),
      ]),
      reasonCode: dice.maybe(0.3, () => [concept('Diabetes', coding(SNOMED, '44054006', 'Type 2 diabetes'))]),
      managingOrganization: dice.maybe(0.3, () => [dice.ref(organization)]),
      note: dice.maybe(0.2, () => [{ text: 'meets monthly' }]),
    });
  },
  appointment: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('Appointment'),
      status: dice.status(['proposed', 'pending', 'booked', 'fulfilled', 'cancelled', 'noshow']),
      serviceType: dice.maybe(0.7, () => [concept('Follow-up', coding(SNOMED, '185389009', 'Follow-up visit'))]),
      description: dice.maybe(0.4, () => 'bring the diary'),
      start: dice.maybe(0.8, () => '2026-05-06T09:00:00-04:00'),
      end: dice.maybe(0.4, () => '2026-05-06T09:30:00-04:00'),
      participant: dice.maybe(0.6, () => [{ actor: dice.ref(practitioner), status: 'accepted' }]),
      reasonCode: dice.maybe(0.3, () => [concept('Diabetes', coding(SNOMED, '44054006', 'Type 2 diabetes'))]),
      comment: dice.maybe(0.3, () => 'wheelchair'),
    });
  },
  request: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('ServiceRequest'),
      status: dice.status(['draft', 'active', 'on-hold', 'completed']),
      intent: dice.pick(['order', 'plan']),
      category: [concept('Laboratory procedure', coding(SNOMED, '108252007', 'Laboratory procedure'))],
      code: concept('Lipid panel', coding(LOINC, '24331-1', 'Lipid panel')),
      occurrenceDateTime: dice.maybe(0.6, () => dice.date()),
      requester: dice.maybe(0.5, () => dice.ref(practitioner)),
      performer: dice.maybe(0.3, () => [dice.ref(practitioner)]),
      doNotPerform: dice.maybe(0.1, () => true),
      patientInstruction: dice.maybe(0.3, () => 'come fasting'),
    });
  },
  proposal: (dice) => {
    dice.add({
      ...dice.id('MedicationRequest'),
      status: dice.status(['draft', 'active']),
      intent: dice.pick(['proposal', 'plan']),
      medicationCodeableConcept: concept(
        'Aspirin 81 MG',
        coding('http://www.nlm.nih.gov/research/umls/rxnorm', '243670', 'aspirin 81 MG Oral Tablet'),
      ),
      dosageInstruction: dice.maybe(0.5, () => [
        {
          text: 'one a day',
          timing: { repeat: { boundsRange: { low: quantity('5', 'd', 'days'), high: quantity('7', 'd', 'days') } } },
        },
      ]),
    });
  },
  recommendation: (dice) => {
    dice.add({
      ...dice.id('ImmunizationRecommendation'),
      date: dice.date(),
      recommendation: Array.from({ length: 1 + dice.below(2) }, (_, i) =>
        made({
          vaccineCode: dice.maybe(0.8, () => [
            concept('Zoster', coding('http://hl7.org/fhir/sid/cvx', i === 0 ? '187' : '121', 'zoster')),
          ]),
          targetDisease: concept('Shingles', coding(SNOMED, '4740000', 'Herpes zoster')),
          forecastStatus: concept('Due', coding(`${HL7}/immunization-recommendation-status`, 'due', 'Due')),
          dateCriterion: dice.maybe(0.8, () => [
            { code: concept('Date due', coding(LOINC, '30980-7', 'Date vaccine due')), value: dice.date() },
          ]),
          doseNumberPositiveInt: dice.maybe(0.4, () => 2),
        }),
      ),
    });
  },
  supplyRequest: (dice) => {
    dice.add({
      ...dice.id('SupplyRequest'),
      status: dice.status(['draft', 'active', 'completed']),
      itemCodeableConcept: concept('Test strips', coding(SNOMED, '337414009', 'Blood glucose test strips')),
      quantity: quantity('50', '{strip}', 'strips'),
      authoredOn: dice.maybe(0.6, () => dice.date()),
    });
  },
  deviceRequest: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('DeviceRequest'),
      status: dice.status(['active', 'revoked']),
      intent: 'order',
      codeCodeableConcept: concept('Walker', coding(SNOMED, '266731002', 'Walking frame')),
      authoredOn: dice.maybe(0.6, () => dice.date()),
      requester: dice.maybe(0.5, () => dice.ref(practitioner)),
      note: dice.maybe(0.3, () => [{ text: 'with wheels' }]),
    });
  },
  diet: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('NutritionOrder'),
      status: dice.status(['active', 'completed']),
      intent: dice.pick(['order', 'proposal']),
      dateTime: dice.date(),
      orderer: dice.maybe(0.5, () => dice.ref(practitioner)),
      oralDiet: {
        type: [concept('Low salt diet', coding(SNOMED, '386619000', 'Low sodium diet'))],
        instruction: 'no soup',
      },
    });
  },
  impression: (dice, { practitioner }) => {
    dice.add({
      ...dice.id('ClinicalImpression'),
      status: dice.status(['in-progress', 'completed']),
      description: dice.maybe(0.4, () => 'after the visit'),
      effectiveDateTime: dice.maybe(0.7, () => dice.date()),
      date: dice.maybe(0.4, () => dice.date()),
      assessor: dice.maybe(0.5, () => dice.ref(practitioner)),
      summary: dice.maybe(0.9, () => 'Stable,\nno change of therapy <yet>'),
      finding: dice.maybe(0.4, () => [
        { itemCodeableConcept: concept('Edema', coding(SNOMED, '267038008', 'Edema')), basis: 'seen' },
      ]),
      note: dice.maybe(0.3, () => [{ text: 'call in a week' }]),
    });
  },
};
