/** How the installer of the version before is run, without asking anybody. */
export interface WayBackCommand {
  readonly command: string;
  readonly args: readonly string[];
}

/**
 * Null where a version cannot be put back without a person: packages that need an administrator, macOS.
 *
 * @param appImage path of the running AppImage, empty for any other kind of installation
 * @source electron-builder documentation, NSIS: `/S` is silent, `--force-run` starts the program afterwards
 */
export function wayBackCommand(
  platform: string,
  installer: string,
  appImage: string,
): WayBackCommand | null {
  if (platform === 'win32') return { command: installer, args: ['/S', '--force-run'] };
  if (platform === 'linux' && appImage !== '') {
    // Renamed over the running file, which stays open; the new process is the old version.
    return {
      command: '/bin/sh',
      args: [
        '-c',
        'cp "$1" "$2.back" && chmod +x "$2.back" && mv "$2.back" "$2" && exec "$2"',
        'sh',
        installer,
        appImage,
      ],
    };
  }
  return null;
}
