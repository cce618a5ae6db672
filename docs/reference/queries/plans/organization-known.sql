-- src/plans/organizations/organizations.reader.ts

SELECT true AS known FROM organization WHERE slug = $1
