import type { Issue } from '../../base/issue.js';
import type { BackupKind, BackupSet, MediaDescription } from './media-description.js';

/** One file of a backup under the name that its findings carry. */
export interface NamedMedia {
  readonly name: string;
  readonly description: MediaDescription;
}

/** The part of a backup set that lies in one file. */
export interface SetPart {
  /** Index of the file among those given. */
  readonly media: number;
  /** Media family (stripe), from 1. */
  readonly family: number;
  readonly set: BackupSet;
}

/** A backup set with its parts from all files given, in the order of their families. */
export interface GatheredSet {
  readonly mediaSetGuid: string | null;
  readonly families: number;
  readonly missingFamilies: readonly number[];
  readonly parts: readonly SetPart[];
  /** What the set says of itself: that of the part that says most. */
  readonly head: BackupSet;
}

const DIFFERENTIAL_KINDS: ReadonlySet<BackupKind> = new Set([
  'differential',
  'file-differential',
  'partial-differential',
]);

export const isDifferential = (gathered: GatheredSet): boolean => DIFFERENTIAL_KINDS.has(gathered.head.kind);

/** Where a set is, for errors and findings. */
export const placeOf = (gathered: GatheredSet, media: readonly NamedMedia[]): string =>
  `${media[gathered.parts[0]!.media]!.name}, backup set ${gathered.head.position}`;

interface MediaGroup {
  readonly guid: string | null;
  readonly families: number;
  /** Indexes of the files by family and volume, one each. */
  readonly members: Map<string, number>;
}

const familyName = (family: number, group: { families: number; guid: string | null }): string =>
  `media family ${family} of ${group.families}${group.guid === null ? '' : ` of media set {${group.guid}}`}`;

/** Sets that a file holds beyond doubt: what tells the longer of two copies. */
const wholeSets = (description: MediaDescription): number => description.sets.filter((set) => set.whole).length;

function groupMedia(media: readonly NamedMedia[], findings: Issue[]): MediaGroup[] {
  const groups = new Map<string, MediaGroup>();
  media.forEach(({ name, description }, index) => {
    const guid = description.mediaSetGuid;
    const key = guid ?? `file ${index}`;
    const families = description.families ?? 1;
    let group = groups.get(key);
    if (group === undefined || group.families < families) {
      group = { guid, families, members: group?.members ?? new Map() };
      groups.set(key, group);
    }
    const family = description.family ?? 1;
    const place = `${family}/${description.sequence}`;
    const present = group.members.get(place);
    const keptBefore = present === undefined ? undefined : media[present]!;
    if (keptBefore === undefined || wholeSets(keptBefore.description) < wholeSets(description)) {
      group.members.set(place, index);
    }
    if (keptBefore !== undefined) {
      findings.push({
        severity: 'information',
        code: 'media-family-duplicate',
        where: name,
        message: `${familyName(family, group)} is there twice (a mirror or a copy): the one with more whole sets is read`,
      });
    }
  });
  return [...groups.values()];
}

/** How much a part says of its set. */
const knowledge = ({ set }: SetPart): number =>
  (set.guid === null ? 0 : 4) + (set.config === null ? 0 : 2) + (set.whole ? 1 : 0);

function gatherGroup(group: MediaGroup, media: readonly NamedMedia[]): GatheredSet[] {
  const byKey = new Map<string, SetPart[]>();
  for (const index of group.members.values()) {
    const { description } = media[index]!;
    for (const set of description.sets) {
      const key = set.guid ?? `position ${set.position}`;
      const parts = byKey.get(key) ?? [];
      parts.push({ media: index, family: description.family ?? 1, set });
      byKey.set(key, parts);
    }
  }
  return [...byKey.values()].map((parts) => {
    parts.sort((a, b) => a.family - b.family || a.media - b.media);
    const present = new Set(parts.map((part) => part.family));
    const missingFamilies = Array.from({ length: group.families }, (_, n) => n + 1).filter((n) => !present.has(n));
    const head = parts.reduce((best, part) => (knowledge(part) > knowledge(best) ? part : best)).set;
    return { mediaSetGuid: group.guid, families: group.families, missingFamilies, parts, head };
  });
}

/** Puts the files of each media set together by its GUID, whatever their order, and gathers the backup sets in them. */
export function gatherSets(media: readonly NamedMedia[], findings: Issue[]): GatheredSet[] {
  return groupMedia(media, findings).flatMap((group) => gatherGroup(group, media));
}

/** Findings on the families of a set that are not among the files given. */
export function missingFamilyFindings(gathered: GatheredSet): Issue[] {
  return gathered.missingFamilies.map((family) => ({
    severity: 'error',
    code: 'stripe-missing',
    where: `media family ${family} of ${gathered.families}`,
    message: `${familyName(family, { families: gathered.families, guid: gathered.mediaSetGuid })} is missing: the backup was written to ${gathered.families} files at once, and the pages in that one are absent`,
    hint: `Give all ${gathered.families} files of the backup together; RESTORE LABELONLY shows which file belongs to the media set.`,
  }));
}
