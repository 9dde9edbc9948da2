import type { FhirLayer } from './verdict.js';

interface RuleText {
  readonly layer: FhirLayer;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
}

const structure = (message: string, hint: string): RuleText => ({
  layer: 'fhir-structure',
  severity: 'error',
  message,
  hint,
});
const reference = (severity: 'error' | 'warning', message: string, hint: string): RuleText => ({
  layer: 'fhir-reference',
  severity,
  message,
  hint,
});

/** Chartlift's own texts of the rules that are not invariants with an expression. Sources: FHIR R4 4.0.1, the page named in each hint. */
export const RULE_TEXTS = {
  'not-json': structure('The text is not JSON, or has a member twice.', 'Check that the file is whole (R4 json).'),
  'not-fhir': structure('The JSON is no FHIR resource.', 'A FHIR file is an object with `resourceType` (R4 json).'),
  'resource-type-missing': structure('A resource has no resourceType.', 'Say what it is (R4 json, resourceType).'),
  'resource-type-unknown': structure('No resource type has such a name.', 'See the list of R4 resources.'),
  'resource-type-twice': structure('Two resources have one type and id.', 'Ids are unique per type (R4 resource, id).'),
  'id-missing': structure('A resource of an NDJSON file has no id.', 'Bulk files need ids to be referred to.'),
  'element-unknown': structure('FHIR R4 has no such element here.', 'See the page of the resource or datatype.'),
  'element-missing': structure(
    'A mandatory element is absent.',
    'Give it, or say that it is absent with data-absent-reason.',
  ),
  'choice-twice': structure(
    'Two types of one choice element are there.',
    'Keep one (R4 formats, choice of data types).',
  ),
  'not-a-list': structure('The element repeats and must be a JSON array.', 'Put it in brackets (R4 json, 2.6.2).'),
  'a-list': structure('The element does not repeat and is a JSON array.', 'Keep one value (R4 json, 2.6.2).'),
  'list-empty': structure('An array is empty.', 'Leave the element out (R4 json, 2.6.2).'),
  'null-alone': structure('null stands where a value is due.', 'null only keeps places in lists (R4 json, 2.6.2.3).'),
  'not-an-object': structure('A value stands where an object is due.', 'See the type of the element.'),
  'wrong-type': structure('The value is of another JSON type.', 'See R4 datatypes, JSON representation.'),
  format: structure('The value is not in the format of its type.', 'See R4 datatypes, primitive types.'),
  'ele-1': structure('An element has neither a value nor children.', 'Leave it out (R4 ele-1).'),
  'ext-1': structure('An extension has both a value and extensions, or neither.', 'Keep one of the two (R4 ext-1).'),
  'extension-url': structure('The url of an extension is not absolute.', 'Give the canonical URL (R4 extensibility).'),
  'dom-2': structure('A contained resource contains another.', 'Lift it one level (R4 dom-2).'),
  'dom-3': structure('A contained resource is referred to by nothing.', 'Refer to it or leave it out (R4 dom-3).'),
  'dom-4': structure('A contained resource has a version or update time.', 'Leave them out (R4 dom-4).'),
  'dom-5': structure('A contained resource has a security label.', 'Label the resource around it (R4 dom-5).'),
  'txt-1': structure('The narrative is not a div of harmless XHTML.', 'See R4 narrative, 2.4.0 (txt-1).'),
  'txt-2': structure('The narrative has no content.', 'Leave it out or fill it (R4 txt-2).'),
  'code-not-in-binding': {
    layer: 'fhir-binding',
    severity: 'error',
    message: 'The code is not of the required value set.',
    hint: 'See the binding of the element in R4.',
  },
  'fullurl-mismatch': structure(
    'fullUrl and id do not agree.',
    'A RESTful fullUrl ends in Type/id (R4 bundle, 2.36.4).',
  ),
  'fullurl-missing': structure(
    'An entry has no fullUrl.',
    'Only requests without an identity may lack it (R4 bundle).',
  ),
  'request-url': structure(
    'The request and the resource do not agree.',
    'POST Type, PUT Type/id (R4 http, transaction).',
  ),
  'reference-form': reference(
    'error',
    'The reference has no legal form.',
    'Type/id, #id, an absolute URL or urn (R4 references).',
  ),
  'reference-dangling': reference(
    'error',
    'The resource that is referred to is not there.',
    'Deliver it too, or leave the reference out.',
  ),
  'reference-elsewhere': reference(
    'warning',
    'The resource that is referred to is not in the bundle.',
    'The server must have it already.',
  ),
  'ref-1': reference('error', 'No contained resource has this id.', 'See R4 ref-1.'),
  'reference-target': reference(
    'error',
    'The element may not refer to a resource of this type.',
    'See the targets of the element.',
  ),
} as const satisfies Readonly<Record<string, RuleText>>;

export type StructureRule = keyof typeof RULE_TEXTS;
