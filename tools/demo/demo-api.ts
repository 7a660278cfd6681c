/** What the demo's panel and the demo program say to each other; types only, the panel is a browser page. */
export interface DemoTicket {
  readonly id: string;
  readonly printedAtMs: number;
  /** False for paper that was torn off by a fault before its cut. */
  readonly complete: boolean;
}

export interface DemoPlatform {
  readonly platform: string;
  readonly storeOpen: boolean;
  readonly sent: number;
  /** Orders whose accept or reject the platform has heard. */
  readonly answered: number;
  /** Calls the real platform would have refused. */
  readonly violations: number;
}

export interface DemoState {
  readonly tillUrl: string;
  readonly consoleUrl: string;
  readonly login: { readonly email: string; readonly password: string };
  readonly networkCut: boolean;
  readonly paperOut: boolean;
  /** True while orders arrive by themselves. */
  readonly flowing: boolean;
  readonly platforms: readonly DemoPlatform[];
  /** Newest first. */
  readonly tickets: readonly DemoTicket[];
}
