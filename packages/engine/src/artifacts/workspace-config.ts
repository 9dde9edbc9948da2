import { z } from 'zod';

/** `chartlift.yaml`: name and settings of one migration. No PHI, fit for git. */
export const workspaceConfigSchema = z.strictObject({
  chartlift: z.literal('workspace/1'),
  name: z.string().min(1),
  /**
   * UUID from which all ids are derived. Set when the first source is staged, from that source's fingerprint, so that the same
   * source gives the same ids anywhere while two practices never share one; kept for later exports of the same practice.
   */
  idNamespace: z.string().uuid().optional(),
  /** Preset that filled mapping/ and scope.yaml; for people. */
  preset: z.string().optional(),
  /** Documents are dated by this instead of the snapshot date of the newest source. `YYYY-MM-DD` or an RFC 3339 instant. */
  asOf: z.string().optional(),
  /** IANA zone of wall-clock times in the source, e.g. America/New_York. Absent: no offset is ever written. */
  timeZone: z.string().optional(),
  /** Order of all-numeric dates where a column does not say. Absent: an ambiguous date is an issue. */
  dateOrder: z.enum(['mdy', 'dmy', 'ymd']).optional(),
  /** HL7 v3 Confidentiality that every chart has at the least. Absent: a chart without a label in the source states it as unknown. */
  confidentiality: z.enum(['U', 'L', 'M', 'N', 'R', 'V']).optional(),
  /** How FHIR transaction bundles ask the server (ADR 10). Absent: `put`. */
  fhirBundles: z.enum(['put', 'conditional-create']).optional(),
  /** C-CDA: beside each patient's summary a document for each encounter that has notes, a discharge or a referral. Absent: false. */
  encounterDocuments: z.boolean().optional(),
  /** The organization that keeps the records: custodian and author of the documents. */
  custodian: z
    .strictObject({
      name: z.string(),
      npi: z.string().optional(),
      oid: z.string().optional(),
      phone: z.string().optional(),
      address: z
        .strictObject({
          line: z.array(z.string()).optional(),
          city: z.string().optional(),
          state: z.string().optional(),
          postalCode: z.string().optional(),
          country: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  /** age recipients (age1...) of everything written to out/; absent: the workspace's own identity in the vault. */
  recipients: z.array(z.string()).optional(),
  /** A language model on this machine that may add suggestions from notes (docs/guide/note-medications.md). Absent: none is asked. */
  connector: z
    .strictObject({
      /** Base address of an OpenAI-compatible server. */
      url: z.string().min(1),
      model: z.string().min(1),
      /** Hosts beyond this machine that notes may go to, by name. */
      allow: z.array(z.string().min(1)).optional(),
    })
    .optional(),
});

export type WorkspaceConfig = z.infer<typeof workspaceConfigSchema>;
