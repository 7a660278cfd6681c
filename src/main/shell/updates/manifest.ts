import { verify } from 'node:crypto';
import { z } from 'zod';

const Installer = z.object({
  /** File name beside the manifest. */
  file: z.string().regex(/^[\w.-]+$/),
  /** Base64, as electron-builder writes it. */
  sha512: z.base64(),
});
export type Installer = z.infer<typeof Installer>;

const Version = z.string().regex(/^\d+\.\d+\.\d+$/);

/** What the makers say can be installed, signed by them; the relay only hands it on. */
export const UpdateManifest = z.object({
  latest: Version,
  /** By version and `process.platform`: the latest, and older ones for the way back. */
  installers: z.record(Version, z.partialRecord(z.enum(['win32', 'linux', 'darwin']), Installer)),
});
export type UpdateManifest = z.infer<typeof UpdateManifest>;

/**
 * @param publicKey the makers' Ed25519 key in PEM, part of the installed program
 * @throws Error when the signature is not theirs or the content makes no sense
 */
export function readManifest(
  content: Uint8Array,
  signature: Uint8Array,
  publicKey: string,
): UpdateManifest {
  if (!verify(null, content, publicKey, signature)) {
    throw new Error('the update list is not signed by the makers');
  }
  return UpdateManifest.parse(JSON.parse(Buffer.from(content).toString('utf8')));
}

/** Whether `candidate` comes after `running`. */
export function isNewer(candidate: string, running: string): boolean {
  const [a, b] = [candidate, running].map((version) => version.split('.').map(Number));
  const differs = a?.findIndex((part, index) => part !== b?.[index]) ?? -1;
  return differs >= 0 && (a?.[differs] ?? 0) > (b?.[differs] ?? 0);
}
