/** An empty org-facts.yml. Everything in it is a comment: what is not known stays one, and says nothing. */
export const EMPTY_FACTS = `# Facts about the org that no file holds, for: cti2voice scan --org-facts <this file>
#
# Every part may be left out. Take the number sign away from what is known, and leave the rest as it is: what does not stand here is
# “not known”, never “none”. docs/retrieve.md says how to get each fact. Each is shown in the report as given by the client.
# No names of persons are needed, and none should stand here.

# The day on which the facts were looked up.
# asOf: 2026-11-02

# users:
#   # People who take or make calls. Without it the sum of the call centers is taken.
#   total: 240
#   # Users assigned to each call center, by its internal name (reqInternalName in the definition).
#   byCallCenter:
#     Example_Phone: 180
#     Example_Callbacks: 60
#   supervisors: 12
#   note: Without the seasonal staff of December

# licences:
#   # essentials, starter, professional, enterprise, unlimited, performance or developer
#   edition: enterprise
#   governmentCloud: false
#   # Voice licences that the company holds, by kind: a number, or none. Leave out what nobody has looked up.
#   voice:
#     partnerTelephony: none
#     amazonConnect: none
#     partnerTelephonyAmazonConnect: none
#     native: none
#   # Whether Omni-Channel is set up for the people who take calls.
#   omniChannel: true

# calls:
#   # Tasks of calls in a usual month; or month by month, of which the mean is taken.
#   tasksPerMonth: 18000
#   tasksByMonth:
#     2026-09: 17450
#     2026-10: 18120

# softphoneLayouts:
#   # One entry for each layout, with the whole result of describeSoftphoneLayout() or getSoftphoneLayout() pasted as JSON.
#   # A result in XML goes into a block of text: a bar after the colon (layout: |), and the XML indented below it.
#   - name: Default
#     layout:
#       {
#         "Inbound": {
#           "callRelatedFields": ["ANI", "QUEUE"],
#           "objects": { "Contact": [{ "displayName": "Name", "apiName": "Name" }] },
#           "screenPopSettings": {
#             "screenPopsOpenWithin": "ExistingWindow",
#             "NoMatch": { "screenPopType": "PopToEntity", "screenPopData": "Contact" },
#             "SingleMatch": { "screenPopType": "PopToEntity" },
#             "MultipleMatches": { "screenPopType": "PopToSearch" }
#           }
#         }
#       }

# reports:
#   # Reports on calls, by their full names: folder, slash, unique name. lastRun is a day, or never.
#   - name: Service_Calls/Daily_Calls
#     lastRun: 2026-10-30
#     runsPerMonth: 22
#   - name: Service_Calls/Old_Calls
#     lastRun: never

# The last day on which the move can be made safely by the client’s own plans: before a peak season, the end of a contract.
# lastSafeDate: 2027-09-30

# notes:
#   - Anything else that whoever reads the report should know
`;
