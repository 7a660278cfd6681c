import { hash, verify } from '@node-rs/argon2';

/** 19 MiB, 2 passes, 1 lane: the first choice of OWASP's Password Storage Cheat Sheet for argon2id. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Of random bytes nobody kept: no password fits, and trying one costs what trying a real one costs. */
const ofNobody =
  '$argon2id$v=19$m=19456,t=2,p=1$2UCrXCgJCxKkTpoig9FKRQ$SetU51JujaNDE37SxBVe7T5ZJSFupP6fxE/ldwHo73g';
/** Each check holds 19 MiB and a thread of the pool that files and names are looked up with. */
const atOnce = 2;

export interface Passwords {
  hash(password: string): Promise<string>;
  /** @param stored undefined when there is no such user; it costs the same time and is never right */
  isRight(password: string, stored: string | undefined): Promise<boolean>;
}

export function createPasswords(): Passwords {
  const limited = createTurnstile(atOnce);
  return {
    hash: (password) => limited(() => hash(password, cost)),
    async isRight(password, stored) {
      const right = await limited(() => verify(stored ?? ofNobody, password));
      return right && stored !== undefined;
    },
  };
}

/** Lets `places` through at a time; the others wait in order. */
function createTurnstile(places: number) {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (inside >= places) await new Promise<void>((enter) => waiting.push(enter));
    else inside += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else inside -= 1;
    }
  };
}
