// Writes a made-up retrieved org in source format, the same for the same arguments to the byte.
//
//   node scripts/make-org.mjs <empty folder> [<files>]
//
// Shaped as dumps of large orgs are: many small reports and fields, classes of a few hundred lines, flows and pages of some ten kilobytes,
// and a few profiles with thousands of entries that hold a third of all bytes. What has to do with the phone is the same whatever the
// number of files: the rest is there to be looked at and left alone.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { pathToFileURL } from 'node:url';

const ROOT = 'force-app/main/default';
const NAMESPACE = 'xmlns="http://soap.sforce.com/2006/04/metadata"';
const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** Returns how many files and bytes were written. */
export function makeOrg(folder, { files = 25_000, seed = 7 } = {}) {
  let count = 0;
  let bytes = 0;
  const made = new Set();
  const write = (path, text) => {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) {
      mkdirSync(parent, { recursive: true });
      made.add(parent);
    }
    const content = Buffer.from(text);
    writeFileSync(file, content);
    count++;
    bytes += content.length;
  };
  for (const [path, text] of phoneFiles()) write(path, text);
  // One number an index decides what comes next, so that half the files are half of each kind.
  const random = randomFrom(seed);
  for (let index = 0; count < files; index++) {
    let ticket = ((index * 7919) % 1000) + 1;
    const kind = KINDS.find(({ share }) => (ticket -= share) <= 0) ?? KINDS[0];
    for (const [path, text] of kind.make(index, random)) if (count < files) write(`${ROOT}/${path}`, text);
  }
  return { files: count, bytes };
}

/** Small and fast, and the same on every machine. */
function randomFrom(seed) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return { below: (limit) => Math.floor(next() * limit), of: (list) => list[Math.floor(next() * list.length)] };
}

const WORDS =
  'Account Order Invoice Parcel Branch Loan Rate Policy Claim Visit Ticket Asset Contract Region Price Season Vessel Route Budget Quota Garden Permit Sample Lesson Member Harvest Engine Bridge Signal Market Ledger Survey'.split(
    ' ',
  );
const OBJECTS = WORDS.flatMap((one, at) => WORDS.slice(0, 12).map((other) => `${other}_${one}${at % 3 === 0 ? '_Line' : ''}__c`));
const FIELDS = WORDS.flatMap((one) =>
  ['Name', 'Status', 'Amount', 'Owner_Region', 'Approved_On', 'Reference'].map((two) => `${one}_${two}__c`),
);
const PROSE = 'The value is taken from the parent record when the user saves and nobody has set another one before that day'.split(' ');

const several = (count, make) => Array.from({ length: count }, (_, at) => make(at)).join('');
const sentence = (random, words) => several(words, () => `${random.of(PROSE)} `).trimEnd();

/** `share` of a thousand tickets; each ticket makes one component. */
const KINDS = [
  { share: 325, make: report },
  { share: 215, make: field },
  { share: 145, make: apexClass },
  { share: 75, make: layout },
  { share: 55, make: listView },
  { share: 32, make: flow },
  { share: 30, make: validationRule },
  { share: 24, make: flexiPage },
  { share: 20, make: bundle },
  { share: 16, make: object },
  { share: 14, make: customMetadata },
  { share: 12, make: quickAction },
  { share: 9, make: permissionSet },
  { share: 8, make: dashboard },
  { share: 8, make: trigger },
  { share: 6, make: profile },
  { share: 4, make: staticResource },
  { share: 2, make: reportType },
];

function report(index, random) {
  const object = random.of(OBJECTS);
  // One in sixteen is on activities, as most are in which no call is meant.
  const type = index % 16 === 0 ? random.of(['Activity', 'AccountActivity', 'ContactActivity']) : `CustomEntity$${object}`;
  const prefix = index % 16 === 0 ? '' : `${object}.`;
  const columns = several(
    8 + random.below(16),
    () => `    <columns>\n        <field>${prefix}${random.of(FIELDS)}</field>\n    </columns>\n`,
  );
  const filters = several(
    1 + random.below(6),
    () =>
      `        <criteriaItems>\n            <column>${prefix}${random.of(FIELDS)}</column>\n            <columnToColumn>false</columnToColumn>\n            <isUnlocked>true</isUnlocked>\n            <operator>equals</operator>\n            <value>${sentence(random, 2)}</value>\n        </criteriaItems>\n`,
  );
  const text = `${HEAD}<Report ${NAMESPACE}>\n${columns}    <description>${sentence(random, 9)}</description>\n    <filter>\n${filters}    </filter>\n    <format>Summary</format>\n    <groupingsDown>\n        <dateGranularity>Day</dateGranularity>\n        <field>${prefix}${random.of(FIELDS)}</field>\n        <sortOrder>Asc</sortOrder>\n    </groupingsDown>\n    <name>${random.of(WORDS)} ${random.of(WORDS)} ${index}</name>\n    <params>\n        <name>co</name>\n        <value>1</value>\n    </params>\n    <reportType>${type}</reportType>\n    <scope>organization</scope>\n    <showDetails>true</showDetails>\n    <showGrandTotal>true</showGrandTotal>\n    <showSubTotals>true</showSubTotals>\n    <timeFrameFilter>\n        <dateColumn>CREATED_DATE</dateColumn>\n        <interval>INTERVAL_CUSTOM</interval>\n    </timeFrameFilter>\n</Report>\n`;
  return [[`reports/${random.of(WORDS)}_Reports/${random.of(WORDS)}_${index}.report-meta.xml`, text]];
}

function field(index, random) {
  const name = `${random.of(WORDS)}_${random.of(WORDS)}_${index}__c`;
  const text = `${HEAD}<CustomField ${NAMESPACE}>\n    <fullName>${name}</fullName>\n    <description>${sentence(random, 12)}</description>\n    <externalId>false</externalId>\n    <inlineHelpText>${sentence(random, 8)}</inlineHelpText>\n    <label>${name.replaceAll('_', ' ')}</label>\n    <length>255</length>\n    <required>false</required>\n    <trackTrending>false</trackTrending>\n    <type>Text</type>\n    <unique>false</unique>\n</CustomField>\n`;
  return [[`objects/${random.of(OBJECTS)}/fields/${name}.field-meta.xml`, text]];
}

function apexClass(index, random) {
  const name = `${random.of(WORDS)}${random.of(WORDS)}Service${index}`;
  const methods = several(6 + random.below(28), (at) => {
    const object = random.of(OBJECTS);
    return `    // ${sentence(random, 10)}\n    public static List<${object}> select${random.of(WORDS)}${at}(Set<Id> recordIds) {\n        List<${object}> found = [SELECT Id, Name, ${random.of(FIELDS)} FROM ${object} WHERE Id IN :recordIds ORDER BY Name LIMIT 200];\n        for (${object} one : found) {\n            if (one.${random.of(FIELDS)} == null) {\n                one.${random.of(FIELDS)} = '${sentence(random, 3)}';\n            }\n        }\n        update found;\n        return found;\n    }\n\n`;
  });
  return [
    [`classes/${name}.cls`, `public with sharing class ${name} {\n${methods}}\n`],
    [`classes/${name}.cls-meta.xml`, sidecar('ApexClass')],
  ];
}

function trigger(index, random) {
  const object = random.of(OBJECTS);
  const name = `${object.replace('__c', '')}Trigger${index}`;
  const body = several(12, () => `    // ${sentence(random, 9)}\n    ${random.of(WORDS)}Service.handle(Trigger.new, Trigger.oldMap);\n`);
  return [
    [`triggers/${name}.trigger`, `trigger ${name} on ${object} (before insert, after update) {\n${body}}\n`],
    [`triggers/${name}.trigger-meta.xml`, sidecar('ApexTrigger')],
  ];
}

function sidecar(type) {
  return `${HEAD}<${type} ${NAMESPACE}>\n    <apiVersion>61.0</apiVersion>\n    <status>Active</status>\n</${type}>\n`;
}

function layout(index, random) {
  const sections = several(4 + random.below(6), () => {
    const items = several(
      8 + random.below(8),
      () =>
        `            <layoutItems>\n                <behavior>Edit</behavior>\n                <field>${random.of(FIELDS)}</field>\n            </layoutItems>\n`,
    );
    return `    <layoutSections>\n        <customLabel>true</customLabel>\n        <label>${random.of(WORDS)}</label>\n        <layoutColumns>\n${items}        </layoutColumns>\n        <style>TwoColumnsTopToBottom</style>\n    </layoutSections>\n`;
  });
  // The default quick actions of every org.
  const actions = ['LogACall', 'NewTask', 'NewEvent', 'Email']
    .map(
      (name, at) =>
        `        <platformActionListItems>\n            <actionName>${index % 4 === 0 ? name : `Global.${name}${at}`}</actionName>\n            <actionType>QuickAction</actionType>\n            <sortOrder>${at}</sortOrder>\n        </platformActionListItems>\n`,
    )
    .join('');
  const text = `${HEAD}<Layout ${NAMESPACE}>\n${sections}    <platformActionList>\n        <actionListContext>Record</actionListContext>\n${actions}    </platformActionList>\n    <showEmailCheckbox>false</showEmailCheckbox>\n</Layout>\n`;
  return [[`layouts/${random.of(OBJECTS)}-${random.of(WORDS)} Layout ${index}.layout-meta.xml`, text]];
}

function listView(index, random) {
  const name = `${random.of(WORDS)}_${index}`;
  const columns = several(7, () => `    <columns>${random.of(FIELDS)}</columns>\n`);
  return [
    [
      `objects/${random.of(OBJECTS)}/listViews/${name}.listView-meta.xml`,
      `${HEAD}<ListView ${NAMESPACE}>\n    <fullName>${name}</fullName>\n${columns}    <filterScope>Everything</filterScope>\n    <label>${name}</label>\n</ListView>\n`,
    ],
  ];
}

function validationRule(index, random) {
  const name = `${random.of(WORDS)}_Is_Given_${index}`;
  const terms = several(3, () => `ISBLANK(${random.of(FIELDS)}), ISPICKVAL(${random.of(FIELDS)}, &quot;${random.of(WORDS)}&quot;), `);
  return [
    [
      `objects/${random.of(OBJECTS)}/validationRules/${name}.validationRule-meta.xml`,
      `${HEAD}<ValidationRule ${NAMESPACE}>\n    <fullName>${name}</fullName>\n    <active>true</active>\n    <description>${sentence(random, 10)}</description>\n    <errorConditionFormula>AND(${terms}TRUE)</errorConditionFormula>\n    <errorMessage>${sentence(random, 12)}</errorMessage>\n</ValidationRule>\n`,
    ],
  ];
}

function flow(index, random) {
  const name = `${random.of(WORDS)}_${random.of(WORDS)}_${index}`;
  const object = random.of(OBJECTS);
  const steps = several(10 + random.below(30), (at) => {
    const conditions = several(
      2,
      () =>
        `            <conditions>\n                <leftValueReference>$Record.${random.of(FIELDS)}</leftValueReference>\n                <operator>EqualTo</operator>\n                <rightValue>\n                    <stringValue>${random.of(WORDS)}</stringValue>\n                </rightValue>\n            </conditions>\n`,
    );
    return `    <decisions>\n        <name>Check_${at}</name>\n        <label>${sentence(random, 4)}</label>\n        <locationX>${at * 132}</locationX>\n        <locationY>${at * 96}</locationY>\n        <defaultConnectorLabel>Default Outcome</defaultConnectorLabel>\n        <rules>\n            <name>Rule_${at}</name>\n            <conditionLogic>and</conditionLogic>\n${conditions}            <label>${random.of(WORDS)}</label>\n        </rules>\n    </decisions>\n    <actionCalls>\n        <name>Do_${at}</name>\n        <label>${sentence(random, 3)}</label>\n        <locationX>176</locationX>\n        <locationY>${at * 96}</locationY>\n        <actionName>${random.of(WORDS)}Service</actionName>\n        <actionType>apex</actionType>\n        <flowTransactionModel>CurrentTransaction</flowTransactionModel>\n    </actionCalls>\n`;
  });
  // A tenth makes Tasks, which alone says nothing of calls.
  const task =
    index % 10 === 0
      ? `    <recordCreates>\n        <name>Make_Task</name>\n        <label>Make Task</label>\n        <inputAssignments>\n            <field>Subject</field>\n            <value>\n                <stringValue>Look at it</stringValue>\n            </value>\n        </inputAssignments>\n        <object>Task</object>\n    </recordCreates>\n`
      : '';
  const text = `${HEAD}<Flow ${NAMESPACE}>\n${steps}    <apiVersion>61.0</apiVersion>\n    <interviewLabel>${name} {!$Flow.CurrentDateTime}</interviewLabel>\n    <label>${name}</label>\n    <processType>AutoLaunchedFlow</processType>\n${task}    <start>\n        <locationX>50</locationX>\n        <locationY>0</locationY>\n        <object>${object}</object>\n        <recordTriggerType>CreateAndUpdate</recordTriggerType>\n        <triggerType>RecordAfterSave</triggerType>\n    </start>\n    <status>Active</status>\n</Flow>\n`;
  return [[`flows/${name}.flow-meta.xml`, text]];
}

function flexiPage(index, random) {
  const name = `${random.of(WORDS)}_Record_Page_${index}`;
  const regions = several(5 + random.below(8), (at) => {
    const items = several(
      4,
      (item) =>
        `        <itemInstances>\n            <componentInstance>\n                <componentInstanceProperties>\n                    <name>label</name>\n                    <value>${sentence(random, 3)}</value>\n                </componentInstanceProperties>\n                <componentName>c:${random.of(WORDS).toLowerCase()}Card</componentName>\n                <identifier>c_card${at}_${item}</identifier>\n                <visibilityRule>\n                    <criteria>\n                        <leftValue>{!Record.${random.of(FIELDS)}}</leftValue>\n                        <operator>EQUAL</operator>\n                        <rightValue>${random.of(WORDS)}</rightValue>\n                    </criteria>\n                </visibilityRule>\n            </componentInstance>\n        </itemInstances>\n`,
    );
    return `    <flexiPageRegions>\n${items}        <name>region${at}</name>\n        <type>Region</type>\n    </flexiPageRegions>\n`;
  });
  const text = `${HEAD}<FlexiPage ${NAMESPACE}>\n${regions}    <masterLabel>${name}</masterLabel>\n    <sobjectType>${random.of(OBJECTS)}</sobjectType>\n    <template>\n        <name>flexipage:recordHomeTemplateDesktop</name>\n    </template>\n    <type>RecordPage</type>\n</FlexiPage>\n`;
  return [[`flexipages/${name}.flexipage-meta.xml`, text]];
}

function bundle(index, random) {
  const name = `${random.of(WORDS).toLowerCase()}Card${index}`;
  const handlers = several(
    4 + random.below(12),
    (at) =>
      `    // ${sentence(random, 9)}\n    handle${random.of(WORDS)}${at}(event) {\n        this.rows = (event.detail.rows ?? []).map((row) => ({ ...row, label: row.${random.of(FIELDS)} }));\n        this.dispatchEvent(new CustomEvent('select', { detail: { id: event.target.dataset.id } }));\n    }\n\n`,
  );
  return [
    [
      `lwc/${name}/${name}.js`,
      `import { LightningElement, api } from 'lwc';\n\nexport default class ${name} extends LightningElement {\n    @api recordId;\n    rows = [];\n\n${handlers}}\n`,
    ],
    [
      `lwc/${name}/${name}.html`,
      `<template>\n${several(12, () => `    <p class="slds-text-body_regular">{label${random.of(WORDS)}}</p>\n`)}</template>\n`,
    ],
    [
      `lwc/${name}/${name}.js-meta.xml`,
      `${HEAD}<LightningComponentBundle ${NAMESPACE}>\n    <apiVersion>61.0</apiVersion>\n    <isExposed>true</isExposed>\n    <targets>\n        <target>lightning__RecordPage</target>\n    </targets>\n</LightningComponentBundle>\n`,
    ],
  ];
}

function object(index, random) {
  const name = `${random.of(WORDS)}_${index}__c`;
  const actions = several(
    14,
    () =>
      `    <actionOverrides>\n        <actionName>${random.of(['Edit', 'New', 'View', 'Tab'])}</actionName>\n        <type>Default</type>\n    </actionOverrides>\n`,
  );
  return [
    [
      `objects/${name}/${name}.object-meta.xml`,
      `${HEAD}<CustomObject ${NAMESPACE}>\n${actions}    <deploymentStatus>Deployed</deploymentStatus>\n    <enableActivities>true</enableActivities>\n    <label>${name}</label>\n    <nameField>\n        <label>Name</label>\n        <type>Text</type>\n    </nameField>\n    <sharingModel>ReadWrite</sharingModel>\n</CustomObject>\n`,
    ],
  ];
}

function customMetadata(index, random) {
  const values = several(
    6,
    () =>
      `    <values>\n        <field>${random.of(FIELDS)}</field>\n        <value xsi:type="xsd:string">${sentence(random, 3)}</value>\n    </values>\n`,
  );
  return [
    [
      `customMetadata/${random.of(WORDS)}_Setting.${random.of(WORDS)}_${index}.md-meta.xml`,
      `${HEAD}<CustomMetadata ${NAMESPACE} xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">\n    <label>${random.of(WORDS)}</label>\n    <protected>false</protected>\n${values}</CustomMetadata>\n`,
    ],
  ];
}

function quickAction(index, random) {
  const name = `${random.of(OBJECTS)}.New_${random.of(WORDS)}_${index}`;
  const items = several(
    6,
    () =>
      `            <quickActionLayoutItems>\n                <emptySpace>false</emptySpace>\n                <field>${random.of(FIELDS)}</field>\n                <uiBehavior>Edit</uiBehavior>\n            </quickActionLayoutItems>\n`,
  );
  return [
    [
      `quickActions/${name}.quickAction-meta.xml`,
      `${HEAD}<QuickAction ${NAMESPACE}>\n    <label>${name}</label>\n    <optionsCreateFeedItem>true</optionsCreateFeedItem>\n    <quickActionLayout>\n        <layoutSectionStyle>TwoColumnsLeftToRight</layoutSectionStyle>\n        <quickActionLayoutColumns>\n${items}        </quickActionLayoutColumns>\n    </quickActionLayout>\n    <targetObject>${random.of(OBJECTS)}</targetObject>\n    <type>Create</type>\n</QuickAction>\n`,
    ],
  ];
}

function dashboard(index, random) {
  const components = several(
    10,
    () =>
      `        <components>\n            <autoselectColumnsFromReport>true</autoselectColumnsFromReport>\n            <componentType>Bar</componentType>\n            <header>${sentence(random, 3)}</header>\n            <report>${random.of(WORDS)}_Reports/${random.of(WORDS)}_${random.below(9000)}</report>\n            <sortBy>RowLabelAscending</sortBy>\n            <useReportChart>false</useReportChart>\n        </components>\n`,
  );
  return [
    [
      `dashboards/${random.of(WORDS)}_Dashboards/${random.of(WORDS)}_${index}.dashboard-meta.xml`,
      `${HEAD}<Dashboard ${NAMESPACE}>\n    <backgroundEndColor>#FFFFFF</backgroundEndColor>\n    <leftSection>\n${components}    </leftSection>\n    <title>${random.of(WORDS)} ${index}</title>\n</Dashboard>\n`,
    ],
  ];
}

function reportType(index, random) {
  // The page that makes report types offers all fields of activities, the call fields too.
  const offered = index % 2 === 0 ? ['CallType', 'CallDisposition', 'CallDurationInSeconds', 'CallObject'] : [];
  const column = (name, table) =>
    `        <columns>\n            <checkedByDefault>false</checkedByDefault>\n            <field>${name}</field>\n            <table>${table}</table>\n        </columns>\n`;
  const object = random.of(OBJECTS);
  return [
    [
      `reportTypes/${random.of(WORDS)}_${index}.reportType-meta.xml`,
      `${HEAD}<ReportType ${NAMESPACE}>\n    <baseObject>${object}</baseObject>\n    <category>other</category>\n    <deployed>true</deployed>\n    <label>${random.of(WORDS)}</label>\n    <sections>\n${several(80, () => column(random.of(FIELDS), object))}${offered.map((name) => column(name, `${object}.Activities`)).join('')}        <masterLabel>Fields</masterLabel>\n    </sections>\n</ReportType>\n`,
    ],
  ];
}

function staticResource(index, random) {
  const name = `${random.of(WORDS)}Library${index}`;
  const code = several(
    900,
    (at) =>
      `function step${at}(input) { var rows = input.${random.of(WORDS).toLowerCase()} || []; return rows.filter(Boolean).length + ${at}; }\n`,
  );
  return [
    [`staticresources/${name}.js`, `'use strict';\n${code}`],
    [
      `staticresources/${name}.resource-meta.xml`,
      `${HEAD}<StaticResource ${NAMESPACE}>\n    <cacheControl>Public</cacheControl>\n    <contentType>application/javascript</contentType>\n</StaticResource>\n`,
    ],
  ];
}

function profile(index, random) {
  return [[`profiles/${random.of(WORDS)} User ${index}.profile-meta.xml`, rights('Profile', random, 4200, index % 3 === 0)]];
}

function permissionSet(index, random) {
  return [[`permissionsets/${random.of(WORDS)}_Access_${index}.permissionset-meta.xml`, rights('PermissionSet', random, 350, false)]];
}

/** Field rights make most of a profile, in files of thousands of entries. */
function rights(type, random, entries, withActivities) {
  const fields = several(
    entries,
    () =>
      `    <fieldPermissions>\n        <editable>${random.of(['true', 'false'])}</editable>\n        <field>${random.of(OBJECTS)}.${random.of(FIELDS)}</field>\n        <readable>true</readable>\n    </fieldPermissions>\n`,
  );
  // Custom fields of tasks that have nothing to do with calls.
  const activities = withActivities
    ? ['Task.Visit_Purpose__c', 'Event.Visit_Purpose__c', 'Task.Season__c']
        .map(
          (name) =>
            `    <fieldPermissions>\n        <editable>true</editable>\n        <field>${name}</field>\n        <readable>true</readable>\n    </fieldPermissions>\n`,
        )
        .join('')
    : '';
  const classes = several(
    entries / 7,
    () =>
      `    <classAccesses>\n        <apexClass>${random.of(WORDS)}${random.of(WORDS)}Service${random.below(9000)}</apexClass>\n        <enabled>true</enabled>\n    </classAccesses>\n`,
  );
  const objects = several(
    entries / 20,
    () =>
      `    <objectPermissions>\n        <allowCreate>true</allowCreate>\n        <allowDelete>false</allowDelete>\n        <allowEdit>true</allowEdit>\n        <allowRead>true</allowRead>\n        <modifyAllRecords>false</modifyAllRecords>\n        <object>${random.of(OBJECTS)}</object>\n        <viewAllRecords>false</viewAllRecords>\n    </objectPermissions>\n`,
  );
  const permissions = several(
    entries / 40,
    () =>
      `    <userPermissions>\n        <enabled>true</enabled>\n        <name>Edit${random.of(WORDS)}${random.of(WORDS)}</name>\n    </userPermissions>\n`,
  );
  const apps = several(
    30,
    () =>
      `    <applicationVisibilities>\n        <application>${random.of(WORDS)}_Desk</application>\n        <default>false</default>\n        <visible>true</visible>\n    </applicationVisibilities>\n`,
  );
  return `${HEAD}<${type} ${NAMESPACE}>\n${apps}${classes}${fields}${activities}${objects}${permissions}</${type}>\n`;
}

/** The phone and what hangs on it: an adapter, an app with its softphone, and twenty-eight consumers of call Tasks. */
function phoneFiles() {
  const at = (path) => `${ROOT}/${path}`;
  const files = [
    ['sfdx-project.json', '{ "packageDirectories": [{ "path": "force-app", "default": true }], "sourceApiVersion": "61.0" }\n'],
    [
      at('callCenters/Quillmere_Phone.callCenter-meta.xml'),
      `${HEAD}<CallCenter ${NAMESPACE}>\n    <adapterUrl>/apex/QuillmerePhone</adapterUrl>\n    <displayName>Quillmere Phone</displayName>\n    <sections>\n        <items>\n            <label>Internal Name</label>\n            <name>reqInternalName</name>\n            <value>Quillmere_Phone</value>\n        </items>\n        <items>\n            <label>Use API</label>\n            <name>reqUseApi</name>\n            <value>true</value>\n        </items>\n        <items>\n            <label>Mode</label>\n            <name>reqSalesforceCompatibilityMode</name>\n            <value>Lightning</value>\n        </items>\n        <label>General</label>\n        <name>reqGeneralInfo</name>\n    </sections>\n</CallCenter>\n`,
    ],
    [
      at('pages/QuillmerePhone.page'),
      `<apex:page showHeader="false">\n  <script src="/support/api/61.0/lightning/opencti_min.js"></script>\n  <script>\n    sforce.opencti.enableClickToDial({ callback: () => {} });\n    sforce.opencti.onClickToDial({ listener: (call) => start(call.number) });\n    function start(number) {\n      sforce.opencti.setSoftphonePanelVisibility({ visible: true });\n    }\n    function save(call) {\n      sforce.opencti.saveLog({ value: { entityApiName: 'Task', Subject: 'Call', CallDisposition: call.result, CallType: 'Inbound', Call_Reason__c: call.reason } });\n    }\n  </script>\n</apex:page>\n`,
    ],
    [
      at('pages/QuillmerePhone.page-meta.xml'),
      `${HEAD}<ApexPage ${NAMESPACE}>\n    <apiVersion>61.0</apiVersion>\n    <label>Quillmere Phone</label>\n</ApexPage>\n`,
    ],
    [
      at('flexipages/Service_Desk_UtilityBar.flexipage-meta.xml'),
      `${HEAD}<FlexiPage ${NAMESPACE}>\n    <flexiPageRegions>\n        <itemInstances>\n            <componentInstance>\n                <componentName>opencti:softPhone</componentName>\n                <identifier>softPhone</identifier>\n            </componentInstance>\n        </itemInstances>\n        <name>utilityItems</name>\n        <type>Region</type>\n    </flexiPageRegions>\n    <masterLabel>Service Desk Utility Bar</masterLabel>\n    <template>\n        <name>one:utilityBarTemplateDesktop</name>\n    </template>\n    <type>UtilityBar</type>\n</FlexiPage>\n`,
    ],
    [
      at('applications/Service_Desk.app-meta.xml'),
      `${HEAD}<CustomApplication ${NAMESPACE}>\n    <formFactors>Large</formFactors>\n    <label>Service Desk</label>\n    <navType>Console</navType>\n    <uiType>Lightning</uiType>\n    <utilityBar>Service_Desk_UtilityBar</utilityBar>\n</CustomApplication>\n`,
    ],
    [
      at('objects/Activity/fields/Call_Reason__c.field-meta.xml'),
      `${HEAD}<CustomField ${NAMESPACE}>\n    <fullName>Call_Reason__c</fullName>\n    <label>Call Reason</label>\n    <length>80</length>\n    <type>Text</type>\n</CustomField>\n`,
    ],
    [
      at('permissionsets/Phone_Users.permissionset-meta.xml'),
      `${HEAD}<PermissionSet ${NAMESPACE}>\n    <applicationVisibilities>\n        <application>Service_Desk</application>\n        <default>false</default>\n        <visible>true</visible>\n    </applicationVisibilities>\n    <label>Phone Users</label>\n    <pageAccesses>\n        <apexPage>QuillmerePhone</apexPage>\n        <enabled>true</enabled>\n    </pageAccesses>\n</PermissionSet>\n`,
    ],
  ];
  for (let index = 0; index < 20; index++)
    files.push([
      at(`reports/Service_Calls/Calls_${index}.report-meta.xml`),
      `${HEAD}<Report ${NAMESPACE}>\n    <columns>\n        <field>SUBJECT</field>\n    </columns>\n    <columns>\n        <field>CALLDISPOSITION</field>\n    </columns>\n    <format>Summary</format>\n    <groupingsDown>\n        <field>CALLTYPE</field>\n        <sortOrder>Asc</sortOrder>\n    </groupingsDown>\n    <name>Calls ${index}</name>\n    <params>\n        <name>type</name>\n        <value>t</value>\n    </params>\n    <reportType>Activity</reportType>\n</Report>\n`,
    ]);
  for (let index = 0; index < 4; index++)
    files.push([
      at(`flows/After_Call_${index}.flow-meta.xml`),
      `${HEAD}<Flow ${NAMESPACE}>\n    <decisions>\n        <name>Is_Call</name>\n        <label>Is it a call</label>\n        <rules>\n            <name>Yes</name>\n            <conditions>\n                <leftValueReference>$Record.TaskSubtype</leftValueReference>\n                <operator>EqualTo</operator>\n                <rightValue>\n                    <stringValue>Call</stringValue>\n                </rightValue>\n            </conditions>\n        </rules>\n    </decisions>\n    <label>After Call ${index}</label>\n    <processType>AutoLaunchedFlow</processType>\n    <start>\n        <object>Task</object>\n        <recordTriggerType>Create</recordTriggerType>\n        <triggerType>RecordAfterSave</triggerType>\n    </start>\n    <status>Active</status>\n</Flow>\n`,
    ]);
  for (let index = 0; index < 2; index++)
    files.push(
      [
        at(`triggers/TaskCalls${index}.trigger`),
        `trigger TaskCalls${index} on Task (after insert) {\n    for (Task one : Trigger.new) {\n        if (one.CallDisposition != null) { CallCounter.count(one.WhatId); }\n    }\n}\n`,
      ],
      [at(`triggers/TaskCalls${index}.trigger-meta.xml`), sidecar('ApexTrigger')],
    );
  for (let index = 0; index < 2; index++)
    files.push([
      at(`layouts/Task-Call Layout ${index}.layout-meta.xml`),
      `${HEAD}<Layout ${NAMESPACE}>\n    <layoutSections>\n        <label>Call</label>\n        <layoutColumns>\n            <layoutItems>\n                <behavior>Readonly</behavior>\n                <field>CallDurationInSeconds</field>\n            </layoutItems>\n        </layoutColumns>\n    </layoutSections>\n</Layout>\n`,
    ]);
  return files;
}

if (argv[1] !== undefined && import.meta.url === pathToFileURL(argv[1]).href) {
  const [folder, files] = argv.slice(2);
  if (folder === undefined) throw new Error('Give the folder to write to, and the number of files if it is not 25000.');
  const made = makeOrg(folder, files === undefined ? {} : { files: Number(files) });
  console.log(`${made.files} files, ${(made.bytes / 1e6).toFixed(1)} MB`);
}
