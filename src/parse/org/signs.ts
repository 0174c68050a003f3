/**
 * Every sign that a reader of an org's metadata may give: the names of its facts, by kind. The catalog has a rule for each (a test holds
 * the two together). A sign says what stands in a file; what follows from it is the rule's.
 */
export const SIGNS = {
  consumer: [
    /**
     * Certain: a standard call column of an Activity report (CALLTYPE, CALLDURATION, CALLDISPOSITION, or a formula over one). Likely where
     * the formula is switched off.
     */
    'report-call-column',
    /** Likely: an Activity report filtered or grouped by a task type, subtype or subject whose value says call. */
    'report-call-filter',
    /** Likely: an Activity report with a custom field that looks like a call's; certain where the adapter writes the field. */
    'report-call-field',
    /** Weak: an Activity report whose name or folder speaks of calls. */
    'report-named-for-calls',
    /** Certain: a report type over activities with a call field that is ticked by default. */
    'report-type-call-field',
    /** As strong as the report: a dashboard that shows a consumer. */
    'dashboard-call-report',
    /** Likely: a record-triggered flow or a process on Task whose start or decisions do not look at calls: it runs on each call log too. */
    'flow-on-task',
    /** Certain: a flow or process on Task that looks at a call field or at the subtype; likely where only a custom field's name is a call's. */
    'flow-on-call-task',
    /** Certain: a flow that creates or updates a Task with a call field or the subtype Call. */
    'flow-writes-call-task',
    /** Certain: a flow, wherever it starts, that reads Tasks by a call field or subtype. */
    'flow-reads-call-task',
    /** Likely: a flow that offers Log a Call. */
    'flow-logs-a-call',
    /** Likely: an active workflow rule on Task that runs on calls as on all tasks. */
    'workflow-rule-on-task',
    /** Certain: a workflow rule on Task whose criteria name a call field. */
    'workflow-rule-call-field',
    /** Certain: a field update on Task that writes a call field; likely where only the name of a custom field says so. */
    'workflow-updates-call-field',
    /** Likely: an Apex trigger on Task. */
    'trigger-on-task',
    /** Certain: Apex that reads a call field of Task; likely where only the name of a custom field speaks of calls. */
    'apex-reads-call-field',
    /** Certain: Apex that writes one; likely where only the name of a custom field speaks of calls. */
    'apex-writes-call-field',
    /**
     * Likely: a custom field of Activity whose name is a call's, or several of its values are; certain where the adapter writes it. Weak
     * where only the label or one value speaks of calls.
     */
    'activity-call-field',
    /** Certain: a validation rule on Task that names a call field. */
    'validation-rule-call-field',
    /** Likely: a validation rule on Task or Event that applies to calls as to all tasks. */
    'validation-rule-on-task',
    /** Likely: a record type of Task whose name is a call's. */
    'record-type-call',
    /** Certain: a Task layout with a call field. */
    'layout-call-field',
    /** Certain: a related list of activities with a call column. */
    'layout-call-column',
    /** Likely: a Log a Call action with fields of its own. */
    'quick-action-log-a-call',
    /** Likely: a list view of Task with a call column or filter. */
    'list-view-call',
    /** Likely: a search layout of Task with a call column. */
    'search-layout-call-column',
    /** Likely: a timeline that shows Tasks. */
    'timeline-tasks',
    /** Likely: a queue of Tasks: often a list of callbacks. */
    'queue-of-tasks',
  ],
  'phone-place': [
    /** One Lightning app that holds both the Open CTI softphone and Omni-Channel. */
    'app-with-both-phones',
    /** A Lightning app whose utility bar holds the Open CTI softphone. */
    'app-with-softphone',
    /** A utility bar with the softphone that no app here uses. */
    'utility-bar-without-app',
    /** A utility bar or page with another phone: a vendor's or an own component. */
    'other-phone-component',
    /** `isServiceCloudConsole`. */
    'classic-console',
    /** A component in the footer of a Classic console, other than Salesforce's own. */
    'classic-console-component',
    /** A domain that a Classic console lets in. */
    'classic-console-domain',
    /** A Visualforce page or bundle that hosts the adapter and that an app, tab or definition names. */
    'adapter-host',
    /** A trusted site, remote site, CORS origin or frame permission that serves the phone. */
    'trusted-phone-host',
    /** A trusted site that lets the microphone be used. */
    'trusted-microphone',
    /** A named or external credential of the phone system. */
    'phone-credential',
    /** A connected app or external client app of the phone. */
    'phone-connected-app',
    /** `tel:` or `callto:` in markup: no softphone sees it. */
    'telephone-link',
    /** A message channel that the adapter or a phone component uses. */
    'phone-message-channel',
  ],
  access: [
    /** ManageCallCenters outside the administrator's profile. */
    'manages-call-centers',
    /** Opens an app, page or class of the phone. */
    'opens-the-phone',
    /** Sales Dialer: VoiceInbound, VoiceOutbound or its licences. Not Salesforce Voice. */
    'sales-dialer-access',
    /** Field permissions for a custom call field of Task or Event. */
    'call-field-access',
  ],
  foundation: [
    'omni-channel-on',
    /** The settings file says that it is off. */
    'omni-channel-off',
    'omni-channel-in-app',
    'omni-channel-sidebar',
    'omni-supervisor',
    /** `enableSCVExternalTelephony` or `enableSCVBYOT`. */
    'voice-on-partner-telephony',
    /** `enableServiceCloudVoice`. */
    'voice-on-amazon-connect',
    'phone-service-channel',
    /** After-conversation work or auto-accept of a phone channel. */
    'wrap-up-settings',
    'phone-presence-status',
    'presence-configuration',
    'presence-decline-reason',
    'voice-routing-configuration',
    'voice-queue',
    'skill',
    /** A flow of type RoutingFlow that handles the phone channel. */
    'voice-routing-flow',
    /** A flow of type RoutingFlow of which nothing says that it is for calls. */
    'routing-flow',
    /** addScreenPop in a flow. */
    'flow-screen-pop',
    'individual-object-linking-flow',
    'caller-search-in-flow',
    'call-center-routing-map',
    /** ConversationVendorInfo for partner telephony. */
    'vendor-file',
    /** ConversationVendorInfo of another kind, or ConversationChannelDefinition: messaging or a contact center as a service. */
    'vendor-file-other',
    'voice-call-field',
    'voice-call-record-type',
    'voice-call-layout',
    'voice-call-page',
    'voice-call-list-view',
    'voice-call-report-type',
    'voice-call-trigger',
    'voice-call-flow',
    'voice-call-apex',
    /** Permission to the object or its tab. */
    'voice-call-access',
    /** A Voice licence or one of Salesforce's Contact Center permission sets. */
    'voice-permission-set',
    'presence-status-access',
    'voice-extension-page',
    'voice-extension-component',
    'voice-toolkit-component',
    'message-bridge',
    /** Apex types of the vendor interface. */
    'vendor-apex',
    'voice-messaging-channel',
    'conversation-insights',
    /** Sales Engagement on: the softphone's hvs methods matter. */
    'sales-engagement-on',
  ],
} as const;

export type ConsumerSign = (typeof SIGNS)['consumer'][number];
