import { readFileSync } from 'node:fs';
import { type EhiDictionary, type EhiTable, ehiFolder } from '../../packages/engine/src/synthetic/ehi-folder.js';
import { SeededRandom } from '../../packages/engine/src/synthetic/random.js';

/** Tables and columns of the vendor's own data dictionary. */
export function readDictionary(path: string): EhiDictionary {
  const files = JSON.parse(readFileSync(path, 'utf8')) as Record<
    string,
    { fields: { field_name: string; data_type: string }[] }
  >;
  return Object.entries(files).map(([file, { fields }]) => ({
    table: file.replace(/\.tsv$/, ''),
    columns: fields.map((field) => ({ name: field.field_name, type: field.data_type })),
  }));
}

/** A made-up folder that follows the dictionary: every file has rows. */
export function practiceFusionFolder(dictionary: EhiDictionary, patients: number, seed: number): EhiTable[] {
  return ehiFolder(dictionary, new SeededRandom(seed), {
    patients,
    patientColumn: 'PatientPracticeGuid',
    single: ['patient-ethnicity'],
    owners: {
      ProviderGuid: 'providers',
      ProviderProfileGuid: 'provider-profiles',
      FacilityGuid: 'facilities',
      LabGuid: 'labs',
      PharmacyGuid: 'pharmacies',
      CareTeamProfileGuid: 'care-team-profiles',
      UserGuid: 'users',
      PatientPracticeGuid: 'patient-demographics',
      EncounterGuid: 'patient-encounters',
      DiagnosisGuid: 'patient-diagnoses',
      PatientAllergyGuid: 'patient-allergy',
      MedicationGuid: 'patient-medications',
      PrescriptionGuid: 'patient-prescriptions',
      ImmunizationGuid: 'patient-immunizations',
      ResultGuid: 'patient-lab-results',
      ResultObservationGuid: 'patient-lab-result-tests-observations',
      OrderGuid: 'patient-lab-orders',
      OrderItemGuid: 'patient-lab-order-items',
      ProcedureGuid: 'patient-encounter-procedures',
      RelativeGuid: 'patient-family-medical-history',
      ReferralGuid: 'patient-referrals',
      PatientInsurancePlanGuid: 'patient-insurances',
      DocumentStorageGuid: 'patient-documents',
    },
    words: {
      Gender: ['Male', 'Female'],
      PreferredLanguage: ['English', 'Spanish'],
      RaceName: ['White', 'Asian', 'Black or African American'],
      EthnicityName: ['Hispanic or Latino', 'Not Hispanic or Latino'],
      AllergenCategory: ['Drug', 'Food', 'Environment'],
      Severity: ['Mild', 'Moderate', 'Severe'],
      Substance: ['Penicillin', 'Peanut', 'Latex'],
      Reaction: ['Hives', 'Rash'],
      Diagnosis: ['Asthma', 'Essential hypertension'],
      DiagnosisCodeEquivalents: ['ICD10:J45.909', 'ICD10:I10;SNOMED:59621000'],
      MedicationName: ['Lisinopril 10 MG Oral Tablet', 'Albuterol inhaler'],
      MedicationDisplayName: ['Lisinopril 10 MG Oral Tablet'],
      Route: ['Oral', ''],
      DoseQuantityUnits: ['mg', 'mL'],
      Type: ['Administered', 'Historical', 'Refused'],
      Vaccine: ['Influenza, seasonal', 'Tdap'],
      VaccinationTime: ['', '10:30'],
      Dose: ['0.5'],
      Units: ['mL'],
      BodySite: ['Left deltoid', ''],
      ObservationCodeSystem: ['LOINC'],
      ObservationCode: ['8302-2', '29463-7', '8480-6', '8462-4'],
      UnitOfObservation: [''],
      Value: ['120', '80', '71.5'],
      ValueType: ['numeric'],
      Result: ['5.4', 'Negative', '<0.1'],
      LoincCode: ['2345-7', '718-7', ''],
      ReferencesRange: ['3.5-5.5', ''],
      SubstanceSnomedCode: ['91936005', ''],
      DeathDate: [''],
      // An Immunization Activity names one performer.
      OrderingProviderGuid: [''],
      IsLatest: ['True', 'True', 'False'],
      FlagCode: ['H', ''],
      SnomedCode: [''],
      TobaccoUseDescription: ['Never smoker', 'Former smoker'],
      Relationship: ['Mother', 'Father'],
      RelationToPatient: ['Spouse', 'Mother'],
      ProcedureCodeSystem: ['SNOMED'],
      ProcedureCode: ['80146002'],
      ProcedurePerformedStatus: ['completed', 'incomplete'],
      OrderOfBenefits: ['Primary', 'Secondary'],
      RelationshipToInsured: ['Self', 'Spouse'],
      PhoneType: ['Home', 'Mobile'],
      Country: ['US'],
      AddressCountry: ['US'],
      PreviousAddressCountry: ['US'],
      Status: ['Final', 'Signed'],
      ResultDate: ['2020-05-06T08:00:00-05:00'],
    },
  });
}
