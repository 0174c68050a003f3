/** Everything that reads the metadata of an org, loaded when there is some. */
export { isDeferred, readOrgFile } from '../parse/org/read-org-file.ts';
export { readOrg, wantedAccess } from '../parse/org/read-org.ts';
export { readProject } from '../parse/org/project.ts';
export { readZippedOrg } from '../parse/org/zipped.ts';
