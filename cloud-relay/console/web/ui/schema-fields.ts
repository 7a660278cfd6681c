/** What a form shows of one field of a JSON Schema, and how what was typed becomes its value again. */
export interface Field {
  readonly name: string;
  readonly label: string;
  /** In the words of the adapter. */
  readonly hint: string;
  readonly kind: 'text' | 'secret' | 'secrets' | 'number' | 'choice' | 'switch' | 'json';
  readonly choices: readonly string[];
  readonly required: boolean;
  /** As the form shows it when nothing has been typed. */
  readonly initial: string;
}

/** What stands in the form: text by field; a switch is `true` or empty, secrets are lines. */
export type Typed = Readonly<Record<string, string>>;

interface JsonSchema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
}

export function fieldsOf(
  schema: object,
  options: { readonly secret: boolean; readonly values?: Readonly<Record<string, unknown>> },
): Field[] {
  const { properties = {}, required = [] } = schema as JsonSchema;
  return Object.entries(properties).map(([name, property]) => {
    const kind = kindOf(property, options.secret && isSecret(name));
    const value = options.values?.[name] ?? property.default;
    return {
      name,
      label: labelOf(name),
      hint: property.description ?? '',
      kind,
      choices: property.enum ?? [],
      required: required.includes(name),
      initial: textOf(value, kind),
    };
  });
}

/**
 * The values of a filled-in form. An empty field is left out, so that the relay's own default, or the
 * secret that is there already, stays.
 *
 * @throws SyntaxError for a JSON field that is none
 */
export function valuesOf(fields: readonly Field[], typed: Typed): Record<string, unknown> {
  const pairs = fields.map((field): [string, unknown] => [
    field.name,
    valueOf(field, typed[field.name] ?? field.initial),
  ]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined));
}

function valueOf({ kind }: Field, text: string): unknown {
  if (kind === 'switch') return text === 'true';
  if (text.trim() === '') return undefined;
  if (kind === 'number') return Number(text);
  if (kind === 'json') return JSON.parse(text);
  if (kind === 'secrets') return text.split('\n').filter((line) => line.trim() !== '');
  return text;
}

function kindOf(property: JsonSchema, secret: boolean): Field['kind'] {
  const types = (property.anyOf ?? [property]).map(({ type }) => type);
  if (property.enum) return 'choice';
  if (types.includes('object')) return 'json';
  if (types.includes('array')) return property.items?.type === 'string' ? 'secrets' : 'json';
  if (types.includes('integer') || types.includes('number')) return 'number';
  if (types.includes('boolean')) return 'switch';
  return secret ? 'secret' : 'text';
}

function isSecret(name: string): boolean {
  return /secret|password|key|token/i.test(name);
}

/** `clientSecret` becomes `Client secret`. */
function labelOf(name: string): string {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: unknown, kind: Field['kind']): string {
  if (value === undefined || value === null || kind === 'secrets') return '';
  if (kind === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}
