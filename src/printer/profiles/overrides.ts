import { z } from 'zod';
import type { PrinterProfile } from './profile.ts';

/** The grid of the printer's font A, in which every layout is measured. */
const columnDots = 12;
const maxDots = 1_280;
/** Narrower than any roll: below it a document cannot be laid out sensibly. */
const minDots = 192;
const pulseMs = z.int().min(20).max(510);

/** What may be different about one printer, as a person found or wants it. */
export const ProfileOverrides = z
  .strictObject({
    /** As read from a printed ruler; the columns follow from it. */
    widthDots: z.int().min(minDots).max(maxDots),
    text: z.enum(['own', 'sharp', 'raster']),
    codes: z.enum(['raster', 'native']),
    blade: z.enum(['full-and-partial', 'partial', 'none']),
    headToCutDots: z.int().min(0).max(400),
    drawer: z.object({ onMs: pulseMs, offMs: pulseMs }),
    buzzer: z.enum(['none', 'clone', 'epson']),
    densityPercent: z.int().min(70).max(130).multipleOf(5),
  })
  .partial();
export type ProfileOverrides = z.infer<typeof ProfileOverrides>;

/**
 * A model's profile as one printer of it is set up.
 *
 * @throws z.ZodError naming what cannot be: a width off the head, a pulse no coil bears, an unknown setting
 */
export function withOverrides(
  profile: PrinterProfile,
  overrides: ProfileOverrides,
): PrinterProfile {
  const wanted = Object.entries(ProfileOverrides.parse(overrides)).filter(
    ([, value]) => value !== undefined,
  );
  const result: PrinterProfile = { ...profile, ...Object.fromEntries(wanted) };
  if (overrides.widthDots === undefined) return result;
  return { ...result, columns: Math.floor(result.widthDots / columnDots) };
}
