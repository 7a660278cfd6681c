/** Ends an exhaustive switch: a new case of the union stops the build here. */
export function missingCase(value: never): never {
  throw new Error(`case not handled: ${JSON.stringify(value)}`);
}
