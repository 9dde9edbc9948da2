/** A file that HL7 publishes and validation needs; what it refers to lies beside it. */
export interface PublishedFile {
  readonly repository: string;
  /** Path in the repository. */
  readonly path: string;
}

/** Where HL7 keeps the Schematron and the latest approved schema with extensions on GitHub (README of either repository). */
export const PUBLISHED: readonly PublishedFile[] = Object.freeze([
  {
    repository: 'HL7/CDA-ccda-2.1',
    path: 'validation/Consolidated CDA Templates for Clinical Notes (US Realm) DSTU R2.1.sch',
  },
  { repository: 'HL7/CDA-core-2.0', path: 'schema/extensions/SDTC/infrastructure/cda/CDA_SDTC.xsd' },
]);

export const PUBLISHED_AT = 'https://raw.githubusercontent.com';

/** Address of a file; `base` stands for GitHub's own where a mirror laid out alike is used. HEAD is the default branch, whatever its name. */
export const addressOf = ({ repository, path }: PublishedFile, base: string = PUBLISHED_AT): string =>
  `${base.replace(/\/+$/, '')}/${repository}/HEAD/${path.split('/').map(encodeURIComponent).join('/')}`;

/**
 * SHA-256 of the editions that Chartlift's tests were run with: Schematron with its changes of 25 July 2025, and the CDA schema with SDTC extensions.
 * Another edition is used all the same, and said to be another.
 */
export const TESTED: ReadonlySet<string> = new Set([
  'cc24218b71804e006252ebf1ea87f059e49583a58b20e6d56abfa73db9caa059', // the Schematron
  '8cbaa7063d5bf479e3ee9741150f41b075e3e0abc089f247f739220f7c12edc5', // voc.xml
  'd596141f0a457b7b31c1a5b4e97ae55d16bedf8c08356e644475c339263d76e7', // CDA_SDTC.xsd
  'a9d1169721efe71124f2c5f7a7d53441a2129424742336e8324f27bce80e1eaf', // POCD_MT000040_SDTC.xsd
  '3a16dbaa0526005850eaf32f4f061ba4db63ee1f9e1267783c8f734feaf73a58', // SDTC.xsd
  '92a9ec2c6c00d10cd40a9afdf4d70f18c823bdec15db9e8b116cb5076d11f66e', // NarrativeBlock.xsd
  '832527e03eac5cb671880b87c9515e55c2089e8ef3fc82634e69c7337adb440f', // datatypes-base_SDTC.xsd
  '0238ba379eec458d9989ff2c2d9012da2964c9d29d5177cf2d74d4c17a7a6be2', // datatypes.xsd
  '63bacc8e6c0a662fe630b3377950a1bad8fa659242021a5db0d4778762ae8099', // voc.xsd
]);

export const LICENCE =
  "These files are HL7's, under HL7's own terms (hl7.org/legal/ippolicy.cfm); Chartlift may not ship them. Taking them means that you accept those terms.";
