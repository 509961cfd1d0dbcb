// Generated from openapi.yaml by `npm run generate`. Do not edit.

export interface ValidationError {
  instancePath: string;
  keyword: string;
  params: Record<string, unknown>;
}

export interface Validate {
  (value: unknown): boolean;
  errors?: ValidationError[] | null;
}

/** Each writes the defaults of absent parameters into what it checks. */
export interface ParameterChecks {
  path: Validate;
  query: Validate;
  header: Validate;
}

export interface ResponseChecks {
  /** Undefined where the document describes no body. */
  body: Validate | undefined;
  headers: Validate;
}

/** Of operations that have a body, by operation id. */
export declare const bodies: Record<string, Validate>;
export declare const parameters: Record<string, ParameterChecks>;
/** By operation id and status. */
export declare const responses: Record<string, Record<number, ResponseChecks>>;
/** What the text of each response header stands for, by its name in small letters. */
export declare const headerTypes: Record<string, string>;
export declare const webhookBodies: Record<string, Validate>;
export declare const webhookParameters: Record<string, ParameterChecks>;
