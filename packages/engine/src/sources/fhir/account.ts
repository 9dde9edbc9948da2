/** Something of the input that is in no chart or document, and why. Names places and elements, never values. */
export interface FhirNotCarried {
  /** File, then the resource's place in it and the element: `a.json entry 3 Patient.name`. */
  readonly where: string;
  /** 1-based line of an NDJSON file; 0 elsewhere. */
  readonly line: number;
  readonly reason: string;
}

/** The same with the place that it is said of. */
export interface PlacedLoss extends FhirNotCarried {
  readonly place: Place;
}

/** Where a resource stood in the input. */
export interface Place {
  readonly file: string;
  /** 1-based entry of a bundle, line of an NDJSON file, 1 for a lone resource. */
  readonly number: number;
  readonly kind: 'entry' | 'line' | 'resource';
}

/** Collects what was not carried. */
export class FhirAccount {
  readonly all: PlacedLoss[] = [];

  add(place: Place, element: string, reason: string): void {
    const spot = place.kind === 'resource' ? '' : ` ${place.kind} ${place.number}`;
    this.all.push({
      where: `${place.file}${spot} ${element}`,
      line: place.kind === 'line' ? place.number : 0,
      reason,
      place,
    });
  }
}
