import type * as r4 from 'fhir/r4.js';
import type { Decimal } from '../base/decimal.js';

/**
 * FHIR R4 (4.0.1) types as the chart holds them. Two differences from plain FHIR JSON:
 * decimals are {@link Decimal} (exact, scale kept), and a date-time without a known zone stays wall-clock text
 * (`2026-02-20T14:00:00`): it has an offset only
 * where the source or the workspace's `timeZone` gives one. C-CDA writes such a time as it is (TS needs no offset); FHIR R4, whose dateTime may
 * have no time without a zone, writes the date and keeps the wall-clock text in an extension. Use `decimalText` to read a decimal.
 */
export type Exact<T> = T extends number ? number | Decimal : T extends object ? { [K in keyof T]: Exact<T[K]> } : T;

export type Resource = { resourceType: string; id?: string } & Record<string, unknown>;
export type Patient = Exact<r4.Patient>;
export type Practitioner = Exact<r4.Practitioner>;
export type Organization = Exact<r4.Organization>;
export type Location = Exact<r4.Location>;
export type RelatedPerson = Exact<r4.RelatedPerson>;
export type Encounter = Exact<r4.Encounter>;
export type Condition = Exact<r4.Condition>;
export type AllergyIntolerance = Exact<r4.AllergyIntolerance>;
export type MedicationRequest = Exact<r4.MedicationRequest>;
export type MedicationStatement = Exact<r4.MedicationStatement>;
export type Immunization = Exact<r4.Immunization>;
export type Observation = Exact<r4.Observation>;
export type DiagnosticReport = Exact<r4.DiagnosticReport>;
export type Procedure = Exact<r4.Procedure>;
export type CarePlan = Exact<r4.CarePlan>;
export type Goal = Exact<r4.Goal>;
export type Coverage = Exact<r4.Coverage>;
export type DocumentReference = Exact<r4.DocumentReference>;
export type FamilyMemberHistory = Exact<r4.FamilyMemberHistory>;
export type Device = Exact<r4.Device>;
export type ServiceRequest = Exact<r4.ServiceRequest>;
export type Appointment = Exact<r4.Appointment>;
export type CareTeam = Exact<r4.CareTeam>;
export type ClinicalImpression = Exact<r4.ClinicalImpression>;
export type Consent = Exact<r4.Consent>;
export type CommunicationRequest = Exact<r4.CommunicationRequest>;
export type DeviceRequest = Exact<r4.DeviceRequest>;
export type ImmunizationRecommendation = Exact<r4.ImmunizationRecommendation>;
export type NutritionOrder = Exact<r4.NutritionOrder>;
export type SupplyRequest = Exact<r4.SupplyRequest>;

export type CodeableConcept = Exact<r4.CodeableConcept>;
export type Coding = Exact<r4.Coding>;
export type Quantity = Exact<r4.Quantity>;
export type Identifier = Exact<r4.Identifier>;
export type HumanName = Exact<r4.HumanName>;
export type Address = Exact<r4.Address>;
export type ContactPoint = Exact<r4.ContactPoint>;
export type Period = Exact<r4.Period>;
export type Reference = Exact<r4.Reference>;
export type Dosage = Exact<r4.Dosage>;
export type Extension = Exact<r4.Extension>;
export type Annotation = Exact<r4.Annotation>;
export type Range = Exact<r4.Range>;
export type Attachment = Exact<r4.Attachment>;

/** Plain text of a decimal element, scale kept; null where it is absent. */
export function decimalText(value: number | Decimal | undefined | null): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'number' ? String(value) : value.text;
}
