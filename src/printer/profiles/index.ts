import { generic58, generic80, models } from './models.ts';
import type { PrinterProfile } from './profile.ts';

/** Printer models by id. Unknown printer: `generic-80mm` or `generic-58mm`, and read the width off a printed ruler. */
export const printerProfiles: Readonly<Record<string, PrinterProfile>> & {
  readonly 'generic-80mm': PrinterProfile;
  readonly 'generic-58mm': PrinterProfile;
} = {
  ...Object.fromEntries(models.map((model) => [model.id, model])),
  'generic-80mm': generic80,
  'generic-58mm': generic58,
};
