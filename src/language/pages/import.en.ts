/** What is said of a file that is imported: each names what is the matter with a row or a cell, and what to do. */
export const IMPORT_EN = {
  'reason:importEmpty': 'The file is empty. Send a table with headings and rows.',
  'reason:importBinary':
    'This is no table: the file holds binary data. Save the table as XLSX or CSV and send that.',
  'reason:importEncoding':
    'The text cannot be read as {encoding}: the file is damaged. Save it again as UTF-8.',
  'reason:importManyRows': 'The table has more than {max} rows. Split it.',
  'reason:importManyColumns': 'A row has more than {max} columns. Check the delimiter of the file.',
  'reason:importOpenQuote': 'A quotation mark opens a cell and never closes it. Close or remove it.',
  'reason:importLongRow':
    'A row is longer than any cell may be ({max} characters). Check the quotation marks and line ends.',
  'reason:importNoTable': 'The file cannot be read as a table. Save it again as CSV or XLSX.',
  'reason:importDamagedWorkbook': 'The workbook is damaged and cannot be opened. Save it again as XLSX.',
  'reason:importTooLarge':
    'Unpacked, the workbook is larger than {max} MiB. Remove pictures and unused sheets.',
  'reason:importNoWorkbook': 'This archive is no Excel workbook. Save the table as XLSX and send that.',
  'reason:importLocked': 'The workbook is protected by a password. Save it without one.',
  'reason:importOldWorkbook': 'This is a workbook of before 2007 (.xls). Save it as XLSX.',
  'reason:importPdf': 'This is a PDF. Copy its table into a spreadsheet and save it as XLSX or CSV.',
  'reason:importHtml': 'This is a web page. Open it in a spreadsheet program and save it as XLSX or CSV.',
  'reason:importBlankRow': 'blank row',
  'reason:importTitleRow': 'title above the headings',
  'reason:importTotalRow': 'total row',
  'reason:importStrayRow': 'row without a code or an objective',
  'reason:importOtherSheet': 'sheet without objectives that could be read',
  'reason:importNoHeadings':
    'No headings were found. Say what each column is, and in which row the headings are, if there are any.',
  'reason:importNoTitles': 'No column holds the objectives. Say which one does.',
  'reason:importLongCode': 'The code is longer than {max} characters. Say which column holds the codes.',
  'reason:importNoCode': 'This objective has no code, though others have one. Give it a code.',
  'reason:importCounted': 'The table has no codes: the objectives are numbered in their order.',
  'reason:importRepeatedCode': 'This code is in row {row} already. Give one of the two another code.',
  'reason:importRepeatedNumber':
    'This code is in row {row} already. The spreadsheet has made a number of it, and numbers lose a zero at the end: {meant} may be meant.',
  'reason:importWhichCode':
    'Several codes may be meant by this number, of which the spreadsheet has cut a zero. Say which.',
  'reason:importCodeInOrder':
    'As several codes were cut to this number, the rows were taken in their order: {meant} is meant here.',
  'reason:importLongTitle':
    'The wording is too long for a title: its beginning becomes the title, and all of it the full text.',
  'reason:importUnknownStatus': 'This is no status of the rating scale. Say which one is meant.',
  'reason:importNoEvidence':
    'This status is final and needs evidence. Add the address of a source in this row, or name a source for all such statuses.',
  'reason:importVerdictAlone':
    'This reads like a verdict, and a verdict needs evidence. Add the address of a source in this row, or name a source for all such statuses.',
  'reason:importNoEvidenceAtAll':
    'The table names no source, and {rows} final statuses need evidence. Name the source of these statuses, such as the page that the table is from.',
  'reason:importNoDay': 'The table does not say from which day the statuses hold. Say the day.',
  'reason:importNoSuchDay': 'This is no day. Write it as YYYY-MM-DD.',
  'reason:importRoundedMonth': 'a month: {day} is taken',
  'reason:importRoundedQuarter': 'a quarter: {day} is taken',
  'reason:importRoundedYear': 'a year: {day} is taken',
  'reason:importFutureDay': '{day} lies in the future. A status holds from a day that has come.',
  'reason:importOutsideTerm':
    'This day is more than ten years outside the term ({from} to {to}). Check the year.',
  'reason:importMixedOrders':
    'Some days of this column have the day first and some the month. Say which comes first, and correct the others.',
  'reason:importWhichOrder': 'Whether the day or the month comes first cannot be told. Say which.',
  'reason:importEvidenceAlone':
    'This row brings evidence for a status that the file does not have. Add the status.',
  'reason:importLinksState':
    'Rows without a status have links: they are kept as sources that state the objective.',
  'reason:importNoSource': 'The words are quoted from no source. Name the source.',
  'reason:importBearing': 'This does not say how the passage bears on the status.',
  'reason:importPublished':
    'This does not say when the source was published. Write a year, a month, a day or a range, or leave it blank.',
  'reason:importNoSuchObjective': 'The plan has no objective with this code.',
  'reason:importNoArea': 'The plan has several areas: say which one this objective is of.',
  importedRationale: 'Taken from the file {file}.',
  sourceAsAWhole: 'The source as a whole',
  'reason:importTooMuch': 'Reading the file takes too much time or memory. Send less of it.',
} as const;
