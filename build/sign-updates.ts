/**
 * Adds the installers of this version to the signed list that tills believe: `node build/sign-updates.ts KEY FOLDER`.
 * KEY is the makers' Ed25519 private key in PEM; FOLDER holds what `npm run dist` built and becomes the relay's `/updates/`.
 * Versions that the list already names stay, for the way back.
 */
import { createHash, createPrivateKey, sign } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { UpdateManifest } from '../src/main/shell/updates/manifest.ts';

const platformOf = { '.exe': 'win32', '.AppImage': 'linux', '.dmg': 'darwin' } as const;

const [keyFile, folder] = process.argv.slice(2);
if (keyFile === undefined || folder === undefined) {
  process.stderr.write('usage: node build/sign-updates.ts KEY FOLDER\n');
  process.exit(2);
}

const listFile = join(folder, 'wasla-updates.json');
const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
const known: unknown = existsSync(listFile)
  ? JSON.parse(readFileSync(listFile, 'utf8'))
  : { latest: version, installers: {} };
const { installers } = UpdateManifest.parse(known);

const built = Object.entries(platformOf).flatMap(([ending, platform]) =>
  globSync(join(folder, `*-${version}-*${ending}`)).map((path) => {
    const sha512 = createHash('sha512').update(readFileSync(path)).digest('base64');
    return [platform, { file: basename(path), sha512 }] as const;
  }),
);
if (built.length === 0) {
  process.stderr.write(`${folder} holds no installer of ${version}: run npm run dist first\n`);
  process.exit(1);
}
if (new Set(built.map(([platform]) => platform)).size < built.length) {
  process.stderr.write(`${folder} holds installers of more than one architecture for a system\n`);
  process.exit(1);
}

const list = UpdateManifest.parse({
  latest: version,
  installers: { ...installers, [version]: Object.fromEntries(built) },
});
const content = Buffer.from(`${JSON.stringify(list, null, 2)}\n`);
writeFileSync(listFile, content);
writeFileSync(`${listFile}.sig`, sign(null, content, createPrivateKey(readFileSync(keyFile))));
process.stdout.write(`signed ${version} for ${built.map(([platform]) => platform).join(', ')}\n`);
