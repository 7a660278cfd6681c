/** A job in a spooler's queue. */
export interface SpoolerJob {
  /** It will not go on any more, for whatever reason. */
  readonly hasEnded: boolean;
  /** How much of it has gone to the printer; `some` also where that cannot be told. */
  readonly passedOn: 'nothing' | 'some' | 'all';
}

/** One queue of the operating system that passes bytes on as they are. */
export interface Spooler {
  /**
   * Names of the jobs that are still to be passed on, whoever they are from.
   *
   * @throws PrinterError `unreachable`, in words, when the queue is unknown, stopped or takes nothing
   */
  waitingJobs(): Promise<readonly string[]>;
  /** Returns the job's name. @throws PrinterError `unreachable` when it was not taken, `timeout` when that is not known */
  submit(bytes: Uint8Array): Promise<string>;
  /** @throws PrinterError when the spooler does not say */
  job(name: string): Promise<SpoolerJob>;
  /** Takes a job out of the queue; never rejects. */
  cancel(name: string): Promise<void>;
}

export interface FoundSpoolerQueue {
  readonly queue: string;
  /** Where it leads: `socket://192.168.1.7`, `usb://EPSON/TM-T20III`, on Windows the port's name. */
  readonly device: string;
}
