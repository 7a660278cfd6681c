/** A version that is to come back. */
export interface WayBack {
  /** The kept installer, or the kept AppImage. */
  readonly kept: string;
  /** Path of the running AppImage; empty for any other kind of installation. */
  readonly appImage: string;
  /** Nothing is done once this file is there; empty for a way back that is wanted in any case. */
  readonly settledFile: string;
  readonly waitSeconds: number;
  /** The process that has to be gone before anything is put in its place. */
  readonly pid: number;
}

export interface WayBackCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** Beyond the program's own environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** Whether a version can be put back without a person: not where a package needs an administrator, and not on macOS. */
export function canGoBack(platform: string, appImage: string): boolean {
  return platform === 'win32' || (platform === 'linux' && appImage !== '');
}

/**
 * How the version before is brought back without asking anybody and without this program, which may not be able to run.
 * Paths travel in the environment, where no shell reads them as anything else.
 *
 * @source electron-builder, templates/nsis: `/S` is silent, `--force-run` starts the program afterwards
 */
export function wayBackCommand(platform: string, wayBack: WayBack): WayBackCommand | null {
  if (!canGoBack(platform, wayBack.appImage)) return null;
  const env = {
    WASLA_KEPT: wayBack.kept,
    WASLA_APPIMAGE: wayBack.appImage,
    WASLA_SETTLED: wayBack.settledFile,
    WASLA_WAIT: String(wayBack.waitSeconds),
    WASLA_PID: String(wayBack.pid),
  };
  return platform === 'win32'
    ? {
        command: 'powershell.exe',
        args: ['-NoProfile', '-NonInteractive', '-WindowStyle', 'Hidden', '-Command', onWindows],
        env,
      }
    : { command: '/bin/sh', args: ['-c', onLinux], env };
}

const onWindows = [
  'Start-Sleep -Seconds $env:WASLA_WAIT',
  'if ($env:WASLA_SETTLED -and (Test-Path -LiteralPath $env:WASLA_SETTLED)) { exit }',
  'Wait-Process -Id $env:WASLA_PID -Timeout 30 -ErrorAction SilentlyContinue',
  "Start-Process -FilePath $env:WASLA_KEPT -ArgumentList '/S','--force-run'",
].join('; ');

// Renamed over the running file, which stays open; the new process is the old version.
const onLinux = `sleep "$WASLA_WAIT"
[ -e "$WASLA_SETTLED" ] && exit 0
tries=0
while kill -0 "$WASLA_PID" 2>/dev/null && [ "$tries" -lt 150 ]; do sleep 0.2; tries=$((tries + 1)); done
cp "$WASLA_KEPT" "$WASLA_APPIMAGE.back" && chmod +x "$WASLA_APPIMAGE.back" &&
  mv -f "$WASLA_APPIMAGE.back" "$WASLA_APPIMAGE" && exec "$WASLA_APPIMAGE"`;
