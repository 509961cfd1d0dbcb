/** What is wrong with the document, and where. */
export interface Fault {
  path: readonly string[];
  message: string;
}

/** One demand on the document. It looks at all of it, and is safe on documents that are no OpenAPI at all. */
export type Rule = (document: Place) => Iterable<Fault>;

/** A value of the document together with the way to it, so that a fault can be shown in the text. */
export class Place {
  readonly value: unknown;
  readonly path: readonly string[];
  private readonly document: unknown;

  constructor(document: unknown, value: unknown, path: readonly string[]) {
    this.document = document;
    this.value = value;
    this.path = path;
  }

  static root(document: unknown): Place {
    return new Place(document, document, []);
  }

  /** The value's own name: the last part of the way to it. */
  get name(): string {
    return this.path.at(-1) ?? "";
  }

  get fields(): Record<string, unknown> {
    return typeof this.value === "object" && this.value !== null
      ? (this.value as Record<string, unknown>)
      : {};
  }

  has(name: string): boolean {
    return Object.hasOwn(this.fields, name);
  }

  /** What stands under this name, or nothing. References are not followed. */
  at(name: string): Place {
    return new Place(this.document, this.has(name) ? this.fields[name] : undefined, [...this.path, name]);
  }

  /** Everything that stands in here. References are not followed. */
  get children(): Place[] {
    return Object.keys(this.fields).map((name) => this.at(name));
  }

  /** The place that a reference leads to, or this one when it is none. */
  get followed(): Place {
    const { $ref: reference } = this.fields;
    if (typeof reference !== "string") return this;
    const parts = reference.split("/").slice(1).map(unescapePointer);
    return parts.reduce<Place>((place, part) => place.at(part), Place.root(this.document));
  }

  fault(message: string): Fault {
    return { path: this.path, message };
  }
}

function unescapePointer(part: string): string {
  return decodeURIComponent(part).replaceAll("~1", "/").replaceAll("~0", "~");
}

const methods = new Set(["get", "put", "post", "delete", "options", "head", "patch", "trace"]);

/** The operations of the API. */
export function operations(document: Place): Place[] {
  return operationsIn(document.at("paths"));
}

/** What the API sends to others. */
export function webhooks(document: Place): Place[] {
  return operationsIn(document.at("webhooks"));
}

function operationsIn(paths: Place): Place[] {
  return paths.children.flatMap((path) => path.followed.children.filter(({ name }) => methods.has(name)));
}

/** The responses of the API's operations by status, each shared one once for every status that it stands for. */
export function responses(document: Place): { status: string; response: Place }[] {
  const all = operations(document).flatMap((operation) =>
    operation.at("responses").children.map((place) => ({ status: place.name, response: place.followed })),
  );
  const distinct = new Map(all.map((one) => [`${one.status} ${one.response.path.join("/")}`, one]));
  return [...distinct.values()];
}

/** A schema and all the schemas in it and behind its references, each once. */
export function schemasFrom(start: readonly Place[]): Place[] {
  const found = new Map<string, Place>();
  const left = [...start];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    const schema = place.followed;
    if (found.has(schema.path.join("/")) || schema.value === undefined) continue;
    found.set(schema.path.join("/"), schema);
    left.push(...subschemas(schema));
  }
  return [...found.values()];
}

/** The schemas that stand directly in a schema. */
export function subschemas(schema: Place): Place[] {
  return [...schema.at("properties").children, schema.at("items")].filter(
    ({ value }) => typeof value === "object" && value !== null,
  );
}

/** The schemas of the bodies in a request body or response. */
export function bodySchemas(place: Place): Place[] {
  return place.followed.at("content").children.map((media) => media.at("schema"));
}
