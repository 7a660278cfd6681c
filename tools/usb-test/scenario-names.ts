/** One machine each: kernel 6.1 does not survive everything that is done to its USB gadgets. */
export const scenarioNames = [
  'a printer of the printer class',
  'a cable pulled in the middle of a job',
  "a printer of the maker's own class",
] as const;

export type ScenarioName = (typeof scenarioNames)[number];

export function isScenario(name: string | undefined): name is ScenarioName {
  return scenarioNames.some((known) => known === name);
}
