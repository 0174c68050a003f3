/** Whose hosts are whose: every list of systems outside Salesforce asks here. */

const SALESFORCE_COM = new Set(
  (
    'salesforce force visualforce my-visualforce my-lightning my-salesforce site salesforce-sites salesforce-scrt salesforceliveagent ' +
    'salesforce-experience salesforce-setup sfdcstatic documentforce cloudforce database'
  ).split(' '),
);

/** Not addresses of anything that is reached: schemas, namespaces, and what a sample leaves to be filled in. */
const NO_SYSTEM =
  /^(?:www\.w3\.org|schemas?\.[\w.-]+|xmlns\.[\w.-]+|purl\.org|domain|host|hostname|server|yourdomain|your-?domain(?:\.com)?|mydomain|instance)(?::\w+)?$/i;

/** With or without its port. */
function isSalesforceHost(host: string): boolean {
  const [name = '', top = ''] = host.toLowerCase().replace(/:\d+$/, '').split('.').slice(-2);
  if (top === 'com') return SALESFORCE_COM.has(name);
  return (top === 'mil' || top === 'ms') && (name === 'salesforce' || name === 'crmforce');
}

/** Whether a host is a system of somebody else: not Salesforce's, and no mere name. */
export function isOutside(host: string): boolean {
  return !isSalesforceHost(host) && !NO_SYSTEM.test(host);
}
