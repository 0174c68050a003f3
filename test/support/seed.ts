/** Generated texts are the same in every run, so that a change is judged by what it changes. FUZZ_SEED=<number> tries others. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['FUZZ_SEED'] ?? 20_280_228) });
