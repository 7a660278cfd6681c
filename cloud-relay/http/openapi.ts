import { z } from 'zod';
import { Envelope, ErrorBody, ListMeta } from '../../src/shared/contract/envelope.ts';
import { type ErrorCode, errorCodes, wireCode } from '../../src/shared/contract/errors.ts';
import type { Route } from '../../src/shared/contract/route.ts';
import type { Access } from './serve.ts';

/** A route of the contract as it is served. */
export interface Operation {
  /** Its name in the contract. */
  readonly name: string;
  readonly route: Route;
  readonly access: Access;
}

export interface OpenApiAbout {
  readonly version: string;
  readonly server: string;
  readonly cookieName: string;
  readonly operations: readonly Operation[];
}

type Json = Record<string, unknown>;

export interface OpenApi {
  readonly openapi: string;
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
  readonly [field: string]: unknown;
}

export interface OpenApiOperation extends Json {
  readonly operationId: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly required: boolean; readonly content: Json };
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query';
  readonly required: boolean;
  readonly schema: unknown;
}

/**
 * The API as OpenAPI 3.1, whose schemas are JSON Schema: made from the shapes that parse the calls, so that
 * it cannot tell another story than they do.
 *
 * @source https://spec.openapis.org/oas/v3.1.1.html
 */
export function describeApi(about: OpenApiAbout): OpenApi {
  const parts: Json = {};
  const paths: Record<string, Record<string, OpenApiOperation>> = {};
  for (const operation of about.operations) {
    const { method, path } = operation.route;
    const templated = path.replaceAll(/:(\w+)/g, '{$1}');
    (paths[templated] ??= {})[method.toLowerCase()] = describeOperation(operation, parts);
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Wasla relay', version: about.version },
    servers: [{ url: about.server }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'The token of `login`.' },
        cookie: { type: 'apiKey', in: 'cookie', name: about.cookieName },
      },
      responses: {
        Failed: { description: 'What went wrong.', content: jsonOf(refTo('Failure')) },
      },
      schemas: { Failure: failureSchema(), ListMeta: schemaOf(ListMeta, 'output'), ...parts },
    },
  };
}

function describeOperation({ name, route, access }: Operation, parts: Json): OpenApiOperation {
  const input = hoisted(schemaOf(route.input, 'input'), `${name}Input`, parts);
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, field]) => field ?? '');
  const { properties = {}, required = [] } = input as ObjectSchema;
  const others = Object.keys(properties).filter((field) => !inPath.includes(field));
  const inQuery = route.method === 'GET' || route.method === 'DELETE';
  const parameter = (field: string, place: Parameter['in']): Parameter => ({
    name: field,
    in: place,
    required: place === 'path' || required.includes(field),
    schema: properties[field],
  });
  const body = {
    ...input,
    properties: Object.fromEntries(others.map((field) => [field, properties[field]])),
    required: required.filter((field) => !inPath.includes(field)),
  };
  return {
    operationId: name,
    description: `May be called by: ${whoMay[access] ?? `whoever has the permission ${access}`}.`,
    ...(access === 'anybody' && { security: [] }),
    parameters: [
      ...inPath.map((field) => parameter(field, 'path')),
      ...(inQuery ? others.map((field) => parameter(field, 'query')) : []),
    ],
    ...(!inQuery && { requestBody: { required: true, content: jsonOf(body) } }),
    responses: {
      200: {
        description: 'Done.',
        content: jsonOf(answerSchema(hoisted(schemaOf(route.reply, 'output'), name, parts))),
      },
      default: { $ref: '#/components/responses/Failed' },
    },
  };
}

const whoMay: Partial<Record<Access, string>> = {
  anybody: 'anybody',
  signed_in: 'whoever is signed in',
};

interface ObjectSchema {
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

/** A reply in its envelope; a list travels as `data` and `meta` side by side. */
function answerSchema(reply: Json): Json {
  const { properties = {} } = reply as ObjectSchema;
  const isList = 'items' in properties && 'meta' in properties;
  return {
    type: 'object',
    properties: {
      success: { const: true },
      data: isList ? properties['items'] : reply,
      ...(isList && { meta: refTo('ListMeta') }),
      timestamp: timestampSchema,
    },
    required: ['success', 'data', ...(isList ? ['meta'] : []), 'timestamp'],
  };
}

function failureSchema(): Json {
  const codes = Object.keys(errorCodes).map((code) => wireCode(code as ErrorCode));
  const error = ErrorBody.extend({ code: z.enum(codes) });
  return {
    type: 'object',
    properties: {
      success: { const: false },
      error: schemaOf(error, 'output'),
      timestamp: timestampSchema,
    },
    required: ['success', 'error', 'timestamp'],
  };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return json;
}

const timestampSchema = schemaOf(Envelope.shape.timestamp, 'output');

/** Moves what a schema refers to inside itself to where the whole document finds it. */
function hoisted(schema: Json, owner: string, parts: Json): Json {
  const { $defs = {}, ...rest } = JSON.parse(
    JSON.stringify(schema).replaceAll('"#/$defs/', `"#/components/schemas/${owner}.`),
  ) as Json & { $defs?: Json };
  for (const [name, part] of Object.entries($defs)) parts[`${owner}.${name}`] = part;
  return rest;
}

const refTo = (schema: string) => ({ $ref: `#/components/schemas/${schema}` });
const jsonOf = (schema: unknown) => ({ 'application/json': { schema } });
