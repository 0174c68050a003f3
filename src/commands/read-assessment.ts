/** A saved result, checked before anything rests on it. */
import { readFile } from 'node:fs/promises';
import { UserError } from '../errors.ts';
import type { Assessment } from '../model/assessment.ts';

/**
 * `refuse` may say of the JSON, before its shape is checked, why it is not wanted.
 * @throws UserError if the file is no assessment
 */
export async function readAssessment(
  path: string,
  shown: string,
  refuse: (plain: unknown) => string | null = () => null,
): Promise<Assessment> {
  const hint = 'Give the assessment.json that a scan wrote.';
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch {
    throw new UserError(`“${shown}” could not be read.`, hint);
  }
  let plain: unknown;
  try {
    plain = JSON.parse(text);
  } catch {
    throw new UserError(`“${shown}” is not JSON.`, hint);
  }
  const refusal = refuse(plain);
  if (refusal !== null) throw new UserError(`“${shown}” ${refusal}.`, hint);
  // The schema is only needed where a result comes from outside.
  const { assessmentSchema } = await import('../model/assessment.ts');
  const result = assessmentSchema.safeParse(plain);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue && issue.path.length > 0 ? ` at ${issue.path.map(String).join('.')}` : '';
  throw new UserError(`“${shown}” is no assessment that this version can read: ${issue?.message ?? 'it has another shape'}${where}.`, hint);
}
