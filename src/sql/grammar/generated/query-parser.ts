// Generated from QueryParser.g4 by scripts/grammar.ts: change the grammar, not this file.
import * as antlr from "antlr4ng";
import type { Token } from "antlr4ng";




export class QueryParser extends antlr.Parser {
    public static readonly AND = 1;
    public static readonly AS = 2;
    public static readonly BETWEEN = 3;
    public static readonly BY = 4;
    public static readonly CASE = 5;
    public static readonly CAST = 6;
    public static readonly CROSS = 7;
    public static readonly CUBE = 8;
    public static readonly CURRENT_DATE = 9;
    public static readonly CURRENT_TIME = 10;
    public static readonly CURRENT_TIMESTAMP = 11;
    public static readonly CURRENT_USER = 12;
    public static readonly DISTINCT = 13;
    public static readonly ELSE = 14;
    public static readonly END = 15;
    public static readonly ESCAPE = 16;
    public static readonly EXCEPT = 17;
    public static readonly EXISTS = 18;
    public static readonly EXTRACT = 19;
    public static readonly FALSE = 20;
    public static readonly FOR = 21;
    public static readonly FROM = 22;
    public static readonly FULL = 23;
    public static readonly GROUP = 24;
    public static readonly GROUPING = 25;
    public static readonly HAVING = 26;
    public static readonly IN = 27;
    public static readonly INNER = 28;
    public static readonly INTERSECT = 29;
    public static readonly IS = 30;
    public static readonly JOIN = 31;
    public static readonly LEFT = 32;
    public static readonly LIKE = 33;
    public static readonly LOCALTIME = 34;
    public static readonly LOCALTIMESTAMP = 35;
    public static readonly NATURAL = 36;
    public static readonly NORMALIZE = 37;
    public static readonly NOT = 38;
    public static readonly NULL = 39;
    public static readonly ON = 40;
    public static readonly OR = 41;
    public static readonly ORDER = 42;
    public static readonly OUTER = 43;
    public static readonly RECURSIVE = 44;
    public static readonly RIGHT = 45;
    public static readonly ROLLUP = 46;
    public static readonly SELECT = 47;
    public static readonly TABLE = 48;
    public static readonly THEN = 49;
    public static readonly TRUE = 50;
    public static readonly UESCAPE = 51;
    public static readonly UNION = 52;
    public static readonly UNNEST = 53;
    public static readonly USING = 54;
    public static readonly VALUES = 55;
    public static readonly WHEN = 56;
    public static readonly WHERE = 57;
    public static readonly WITH = 58;
    public static readonly ALL = 59;
    public static readonly ANY = 60;
    public static readonly ARRAY = 61;
    public static readonly ARRAY_OF = 62;
    public static readonly ASC = 63;
    public static readonly AT = 64;
    public static readonly BERNOULLI = 65;
    public static readonly BOTH = 66;
    public static readonly CURRENT = 67;
    public static readonly DESC = 68;
    public static readonly DOUBLE = 69;
    public static readonly FETCH = 70;
    public static readonly FILTER = 71;
    public static readonly FIRST = 72;
    public static readonly FOLLOWING = 73;
    public static readonly GROUPING_BY = 74;
    public static readonly GROUPS = 75;
    public static readonly IGNORE = 76;
    public static readonly INTERVAL = 77;
    public static readonly LAST = 78;
    public static readonly LATERAL = 79;
    public static readonly LEADING = 80;
    public static readonly LIMIT = 81;
    public static readonly MAP = 82;
    public static readonly NEXT = 83;
    public static readonly NULLS = 84;
    public static readonly OF = 85;
    public static readonly OFFSET = 86;
    public static readonly ONLY = 87;
    public static readonly ORDINALITY = 88;
    public static readonly OVER = 89;
    public static readonly PARTITION = 90;
    public static readonly POSITION = 91;
    public static readonly PRECEDING = 92;
    public static readonly PRECISION = 93;
    public static readonly RANGE = 94;
    public static readonly RESPECT = 95;
    public static readonly ROW = 96;
    public static readonly ROWS = 97;
    public static readonly SETS = 98;
    public static readonly SOME = 99;
    public static readonly SUBSTRING = 100;
    public static readonly SYSTEM = 101;
    public static readonly TABLESAMPLE = 102;
    public static readonly TIES = 103;
    public static readonly TIME = 104;
    public static readonly TO = 105;
    public static readonly TRAILING = 106;
    public static readonly TRIM = 107;
    public static readonly TRY_CAST = 108;
    public static readonly UNBOUNDED = 109;
    public static readonly WINDOW = 110;
    public static readonly WITHOUT = 111;
    public static readonly ZONE = 112;
    public static readonly RESERVED = 113;
    public static readonly IDENTIFIER = 114;
    public static readonly QUOTED_IDENTIFIER = 115;
    public static readonly STRING = 116;
    public static readonly UNICODE_STRING = 117;
    public static readonly BINARY = 118;
    public static readonly INTEGER = 119;
    public static readonly DECIMAL = 120;
    public static readonly DOUBLE_VALUE = 121;
    public static readonly PARAMETER = 122;
    public static readonly QUERY_OPEN = 123;
    public static readonly LAMBDA_OPEN = 124;
    public static readonly OPEN = 125;
    public static readonly CLOSE = 126;
    public static readonly LAMBDA_END = 127;
    public static readonly OPEN_BRACKET = 128;
    public static readonly CLOSE_BRACKET = 129;
    public static readonly COMMA = 130;
    public static readonly DOT = 131;
    public static readonly DOT_STAR = 132;
    public static readonly SEMICOLON = 133;
    public static readonly ARROW = 134;
    public static readonly DOUBLE_ARROW = 135;
    public static readonly EQUAL = 136;
    public static readonly NOT_EQUAL = 137;
    public static readonly LESS = 138;
    public static readonly LESS_OR_EQUAL = 139;
    public static readonly GREATER = 140;
    public static readonly GREATER_OR_EQUAL = 141;
    public static readonly PLUS = 142;
    public static readonly MINUS = 143;
    public static readonly STAR = 144;
    public static readonly SLASH = 145;
    public static readonly PERCENT = 146;
    public static readonly CONCAT = 147;
    public static readonly RULE_statement = 0;
    public static readonly RULE_query = 1;
    public static readonly RULE_with = 2;
    public static readonly RULE_commonTable = 3;
    public static readonly RULE_columnAliases = 4;
    public static readonly RULE_queryNoWith = 5;
    public static readonly RULE_setOperator = 6;
    public static readonly RULE_queryTerm = 7;
    public static readonly RULE_nestedQuery = 8;
    public static readonly RULE_open = 9;
    public static readonly RULE_tableTerm = 10;
    public static readonly RULE_values = 11;
    public static readonly RULE_limitClause = 12;
    public static readonly RULE_fetchClause = 13;
    public static readonly RULE_rowCount = 14;
    public static readonly RULE_sortItems = 15;
    public static readonly RULE_sortItem = 16;
    public static readonly RULE_select = 17;
    public static readonly RULE_selectItem = 18;
    public static readonly RULE_groupBy = 19;
    public static readonly RULE_groupingElement = 20;
    public static readonly RULE_namedWindow = 21;
    public static readonly RULE_relation = 22;
    public static readonly RULE_join = 23;
    public static readonly RULE_joinType = 24;
    public static readonly RULE_sampledRelation = 25;
    public static readonly RULE_aliasedRelation = 26;
    public static readonly RULE_relationPrimary = 27;
    public static readonly RULE_tableVersion = 28;
    public static readonly RULE_expressions = 29;
    public static readonly RULE_expression = 30;
    public static readonly RULE_condition = 31;
    public static readonly RULE_predicate = 32;
    public static readonly RULE_valueExpression = 33;
    public static readonly RULE_term = 34;
    public static readonly RULE_timeZone = 35;
    public static readonly RULE_primary = 36;
    public static readonly RULE_namedPrimary = 37;
    public static readonly RULE_step = 38;
    public static readonly RULE_subscript = 39;
    public static readonly RULE_callTail = 40;
    public static readonly RULE_windowSpecification = 41;
    public static readonly RULE_windowFrame = 42;
    public static readonly RULE_frameBound = 43;
    public static readonly RULE_operand = 44;
    public static readonly RULE_branch = 45;
    public static readonly RULE_interval = 46;
    public static readonly RULE_string = 47;
    public static readonly RULE_identifier = 48;
    public static readonly RULE_qualifiedName = 49;
    public static readonly RULE_type = 50;
    public static readonly RULE_typeBase = 51;
    public static readonly RULE_rowField = 52;
    public static readonly RULE_typeParameter = 53;

    public static readonly literalNames = [
    ];

    public static readonly symbolicNames = [
        null, "AND", "AS", "BETWEEN", "BY", "CASE", "CAST", "CROSS", "CUBE", 
        "CURRENT_DATE", "CURRENT_TIME", "CURRENT_TIMESTAMP", "CURRENT_USER", 
        "DISTINCT", "ELSE", "END", "ESCAPE", "EXCEPT", "EXISTS", "EXTRACT", 
        "FALSE", "FOR", "FROM", "FULL", "GROUP", "GROUPING", "HAVING", "IN", 
        "INNER", "INTERSECT", "IS", "JOIN", "LEFT", "LIKE", "LOCALTIME", 
        "LOCALTIMESTAMP", "NATURAL", "NORMALIZE", "NOT", "NULL", "ON", "OR", 
        "ORDER", "OUTER", "RECURSIVE", "RIGHT", "ROLLUP", "SELECT", "TABLE", 
        "THEN", "TRUE", "UESCAPE", "UNION", "UNNEST", "USING", "VALUES", 
        "WHEN", "WHERE", "WITH", "ALL", "ANY", "ARRAY", "ARRAY_OF", "ASC", 
        "AT", "BERNOULLI", "BOTH", "CURRENT", "DESC", "DOUBLE", "FETCH", 
        "FILTER", "FIRST", "FOLLOWING", "GROUPING_BY", "GROUPS", "IGNORE", 
        "INTERVAL", "LAST", "LATERAL", "LEADING", "LIMIT", "MAP", "NEXT", 
        "NULLS", "OF", "OFFSET", "ONLY", "ORDINALITY", "OVER", "PARTITION", 
        "POSITION", "PRECEDING", "PRECISION", "RANGE", "RESPECT", "ROW", 
        "ROWS", "SETS", "SOME", "SUBSTRING", "SYSTEM", "TABLESAMPLE", "TIES", 
        "TIME", "TO", "TRAILING", "TRIM", "TRY_CAST", "UNBOUNDED", "WINDOW", 
        "WITHOUT", "ZONE", "RESERVED", "IDENTIFIER", "QUOTED_IDENTIFIER", 
        "STRING", "UNICODE_STRING", "BINARY", "INTEGER", "DECIMAL", "DOUBLE_VALUE", 
        "PARAMETER", "QUERY_OPEN", "LAMBDA_OPEN", "OPEN", "CLOSE", "LAMBDA_END", 
        "OPEN_BRACKET", "CLOSE_BRACKET", "COMMA", "DOT", "DOT_STAR", "SEMICOLON", 
        "ARROW", "DOUBLE_ARROW", "EQUAL", "NOT_EQUAL", "LESS", "LESS_OR_EQUAL", 
        "GREATER", "GREATER_OR_EQUAL", "PLUS", "MINUS", "STAR", "SLASH", 
        "PERCENT", "CONCAT"
    ];
    public static readonly ruleNames = [
        "statement", "query", "with", "commonTable", "columnAliases", "queryNoWith", 
        "setOperator", "queryTerm", "nestedQuery", "open", "tableTerm", 
        "values", "limitClause", "fetchClause", "rowCount", "sortItems", 
        "sortItem", "select", "selectItem", "groupBy", "groupingElement", 
        "namedWindow", "relation", "join", "joinType", "sampledRelation", 
        "aliasedRelation", "relationPrimary", "tableVersion", "expressions", 
        "expression", "condition", "predicate", "valueExpression", "term", 
        "timeZone", "primary", "namedPrimary", "step", "subscript", "callTail", 
        "windowSpecification", "windowFrame", "frameBound", "operand", "branch", 
        "interval", "string", "identifier", "qualifiedName", "type", "typeBase", 
        "rowField", "typeParameter",
    ];

    public get grammarFileName(): string { return "QueryParser.g4"; }
    public get literalNames(): (string | null)[] { return QueryParser.literalNames; }
    public get symbolicNames(): (string | null)[] { return QueryParser.symbolicNames; }
    public get ruleNames(): string[] { return QueryParser.ruleNames; }
    public get serializedATN(): number[] { return QueryParser._serializedATN; }

    protected createFailedPredicateException(predicate?: string, message?: string): antlr.FailedPredicateException {
        return new antlr.FailedPredicateException(this, predicate, message);
    }

    public constructor(input: antlr.TokenStream) {
        super(input);
        this.interpreter = new antlr.ParserATNSimulator(this, QueryParser._ATN, QueryParser.decisionsToDFA, new antlr.PredictionContextCache());
    }
    public statement(): StatementContext {
        let localContext = new StatementContext(this.context, this.state);
        this.enterRule(localContext, 0, QueryParser.RULE_statement);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 108;
            localContext._root = this.query();
            this.state = 109;
            this.match(QueryParser.EOF);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public query(): QueryContext {
        let localContext = new QueryContext(this.context, this.state);
        this.enterRule(localContext, 2, QueryParser.RULE_query);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 112;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 58) {
                {
                this.state = 111;
                localContext._withClause = this.with_();
                }
            }

            this.state = 114;
            localContext._body = this.queryNoWith();
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public with_(): WithContext {
        let localContext = new WithContext(this.context, this.state);
        this.enterRule(localContext, 4, QueryParser.RULE_with);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 116;
            this.match(QueryParser.WITH);
            this.state = 118;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 44) {
                {
                this.state = 117;
                localContext._recursive = this.match(QueryParser.RECURSIVE);
                }
            }

            this.state = 120;
            localContext._commonTable = this.commonTable();
            localContext._tables.push(localContext._commonTable!);
            this.state = 125;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 121;
                this.match(QueryParser.COMMA);
                this.state = 122;
                localContext._commonTable = this.commonTable();
                localContext._tables.push(localContext._commonTable!);
                }
                }
                this.state = 127;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public commonTable(): CommonTableContext {
        let localContext = new CommonTableContext(this.context, this.state);
        this.enterRule(localContext, 6, QueryParser.RULE_commonTable);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 128;
            localContext._name = this.identifier();
            this.state = 130;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 125) {
                {
                this.state = 129;
                localContext._columns = this.columnAliases();
                }
            }

            this.state = 132;
            this.match(QueryParser.AS);
            this.state = 133;
            this.open();
            this.state = 134;
            localContext._inner = this.query();
            this.state = 135;
            this.match(QueryParser.CLOSE);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public columnAliases(): ColumnAliasesContext {
        let localContext = new ColumnAliasesContext(this.context, this.state);
        this.enterRule(localContext, 8, QueryParser.RULE_columnAliases);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 137;
            this.match(QueryParser.OPEN);
            this.state = 138;
            localContext._identifier = this.identifier();
            localContext._names.push(localContext._identifier!);
            this.state = 143;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 139;
                this.match(QueryParser.COMMA);
                this.state = 140;
                localContext._identifier = this.identifier();
                localContext._names.push(localContext._identifier!);
                }
                }
                this.state = 145;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            this.state = 146;
            this.match(QueryParser.CLOSE);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public queryNoWith(): QueryNoWithContext {
        let localContext = new QueryNoWithContext(this.context, this.state);
        this.enterRule(localContext, 10, QueryParser.RULE_queryNoWith);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 148;
            localContext._queryTerm = this.queryTerm();
            localContext._terms.push(localContext._queryTerm!);
            this.state = 154;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 17 || _la === 29 || _la === 52) {
                {
                {
                this.state = 149;
                localContext._setOperator = this.setOperator();
                localContext._operators.push(localContext._setOperator!);
                this.state = 150;
                localContext._queryTerm = this.queryTerm();
                localContext._terms.push(localContext._queryTerm!);
                }
                }
                this.state = 156;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            this.state = 160;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 42) {
                {
                this.state = 157;
                this.match(QueryParser.ORDER);
                this.state = 158;
                this.match(QueryParser.BY);
                this.state = 159;
                localContext._sort = this.sortItems();
                }
            }

            this.state = 167;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 86) {
                {
                this.state = 162;
                this.match(QueryParser.OFFSET);
                this.state = 163;
                localContext._offset = this.rowCount();
                this.state = 165;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 96 || _la === 97) {
                    {
                    this.state = 164;
                    _la = this.tokenStream.LA(1);
                    if(!(_la === 96 || _la === 97)) {
                    this.errorHandler.recoverInline(this);
                    }
                    else {
                        this.errorHandler.reportMatch(this);
                        this.consume();
                    }
                    }
                }

                }
            }

            this.state = 171;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.LIMIT:
                {
                this.state = 169;
                localContext._limit = this.limitClause();
                }
                break;
            case QueryParser.FETCH:
                {
                this.state = 170;
                localContext._fetch = this.fetchClause();
                }
                break;
            case QueryParser.EOF:
            case QueryParser.CLOSE:
                break;
            default:
                break;
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public setOperator(): SetOperatorContext {
        let localContext = new SetOperatorContext(this.context, this.state);
        this.enterRule(localContext, 12, QueryParser.RULE_setOperator);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 173;
            localContext._operator = this.tokenStream.LT(1);
            _la = this.tokenStream.LA(1);
            if(!(_la === 17 || _la === 29 || _la === 52)) {
                localContext._operator = this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            this.state = 175;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 13 || _la === 59) {
                {
                this.state = 174;
                localContext._quantifier = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 13 || _la === 59)) {
                    localContext._quantifier = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public queryTerm(): QueryTermContext {
        let localContext = new QueryTermContext(this.context, this.state);
        this.enterRule(localContext, 14, QueryParser.RULE_queryTerm);
        try {
            this.state = 181;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.SELECT:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 177;
                localContext._selection = this.select();
                }
                break;
            case QueryParser.VALUES:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 178;
                localContext._rows = this.values();
                }
                break;
            case QueryParser.TABLE:
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 179;
                localContext._table = this.tableTerm();
                }
                break;
            case QueryParser.QUERY_OPEN:
            case QueryParser.OPEN:
                this.enterOuterAlt(localContext, 4);
                {
                this.state = 180;
                localContext._nested = this.nestedQuery();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public nestedQuery(): NestedQueryContext {
        let localContext = new NestedQueryContext(this.context, this.state);
        this.enterRule(localContext, 16, QueryParser.RULE_nestedQuery);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 183;
            this.open();
            this.state = 184;
            localContext._body = this.queryNoWith();
            this.state = 185;
            this.match(QueryParser.CLOSE);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public open(): OpenContext {
        let localContext = new OpenContext(this.context, this.state);
        this.enterRule(localContext, 18, QueryParser.RULE_open);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 187;
            _la = this.tokenStream.LA(1);
            if(!(_la === 123 || _la === 125)) {
            this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public tableTerm(): TableTermContext {
        let localContext = new TableTermContext(this.context, this.state);
        this.enterRule(localContext, 20, QueryParser.RULE_tableTerm);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 189;
            this.match(QueryParser.TABLE);
            this.state = 190;
            localContext._name = this.qualifiedName();
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public values(): ValuesContext {
        let localContext = new ValuesContext(this.context, this.state);
        this.enterRule(localContext, 22, QueryParser.RULE_values);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 192;
            this.match(QueryParser.VALUES);
            this.state = 193;
            localContext._expression = this.expression();
            localContext._rows.push(localContext._expression!);
            this.state = 198;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 194;
                this.match(QueryParser.COMMA);
                this.state = 195;
                localContext._expression = this.expression();
                localContext._rows.push(localContext._expression!);
                }
                }
                this.state = 200;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public limitClause(): LimitClauseContext {
        let localContext = new LimitClauseContext(this.context, this.state);
        this.enterRule(localContext, 24, QueryParser.RULE_limitClause);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 201;
            this.match(QueryParser.LIMIT);
            this.state = 204;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.ALL:
                {
                this.state = 202;
                localContext._all = this.match(QueryParser.ALL);
                }
                break;
            case QueryParser.INTEGER:
            case QueryParser.PARAMETER:
                {
                this.state = 203;
                localContext._count = this.rowCount();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public fetchClause(): FetchClauseContext {
        let localContext = new FetchClauseContext(this.context, this.state);
        this.enterRule(localContext, 26, QueryParser.RULE_fetchClause);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 206;
            this.match(QueryParser.FETCH);
            this.state = 207;
            _la = this.tokenStream.LA(1);
            if(!(_la === 72 || _la === 83)) {
            this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            this.state = 209;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 119 || _la === 122) {
                {
                this.state = 208;
                localContext._count = this.rowCount();
                }
            }

            this.state = 211;
            _la = this.tokenStream.LA(1);
            if(!(_la === 96 || _la === 97)) {
            this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            this.state = 215;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.ONLY:
                {
                this.state = 212;
                this.match(QueryParser.ONLY);
                }
                break;
            case QueryParser.WITH:
                {
                this.state = 213;
                this.match(QueryParser.WITH);
                this.state = 214;
                localContext._ties = this.match(QueryParser.TIES);
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public rowCount(): RowCountContext {
        let localContext = new RowCountContext(this.context, this.state);
        this.enterRule(localContext, 28, QueryParser.RULE_rowCount);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 217;
            localContext._value = this.tokenStream.LT(1);
            _la = this.tokenStream.LA(1);
            if(!(_la === 119 || _la === 122)) {
                localContext._value = this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public sortItems(): SortItemsContext {
        let localContext = new SortItemsContext(this.context, this.state);
        this.enterRule(localContext, 30, QueryParser.RULE_sortItems);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 219;
            localContext._sortItem = this.sortItem();
            localContext._items.push(localContext._sortItem!);
            this.state = 224;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 220;
                this.match(QueryParser.COMMA);
                this.state = 221;
                localContext._sortItem = this.sortItem();
                localContext._items.push(localContext._sortItem!);
                }
                }
                this.state = 226;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public sortItem(): SortItemContext {
        let localContext = new SortItemContext(this.context, this.state);
        this.enterRule(localContext, 32, QueryParser.RULE_sortItem);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 227;
            localContext._key = this.expression();
            this.state = 229;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 63 || _la === 68) {
                {
                this.state = 228;
                localContext._direction = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 63 || _la === 68)) {
                    localContext._direction = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
            }

            this.state = 233;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 84) {
                {
                this.state = 231;
                this.match(QueryParser.NULLS);
                this.state = 232;
                localContext._nulls = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 72 || _la === 78)) {
                    localContext._nulls = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public select(): SelectContext {
        let localContext = new SelectContext(this.context, this.state);
        this.enterRule(localContext, 34, QueryParser.RULE_select);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 235;
            this.match(QueryParser.SELECT);
            this.state = 237;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 13 || _la === 59) {
                {
                this.state = 236;
                localContext._quantifier = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 13 || _la === 59)) {
                    localContext._quantifier = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
            }

            this.state = 239;
            localContext._selectItem = this.selectItem();
            localContext._items.push(localContext._selectItem!);
            this.state = 244;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 240;
                this.match(QueryParser.COMMA);
                this.state = 241;
                localContext._selectItem = this.selectItem();
                localContext._items.push(localContext._selectItem!);
                }
                }
                this.state = 246;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            this.state = 256;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 22) {
                {
                this.state = 247;
                this.match(QueryParser.FROM);
                this.state = 248;
                localContext._relation = this.relation();
                localContext._relations.push(localContext._relation!);
                this.state = 253;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 130) {
                    {
                    {
                    this.state = 249;
                    this.match(QueryParser.COMMA);
                    this.state = 250;
                    localContext._relation = this.relation();
                    localContext._relations.push(localContext._relation!);
                    }
                    }
                    this.state = 255;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                }
            }

            this.state = 260;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 57) {
                {
                this.state = 258;
                this.match(QueryParser.WHERE);
                this.state = 259;
                localContext._where = this.expression();
                }
            }

            this.state = 265;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 24) {
                {
                this.state = 262;
                this.match(QueryParser.GROUP);
                this.state = 263;
                this.match(QueryParser.BY);
                this.state = 264;
                localContext._groups = this.groupBy();
                }
            }

            this.state = 269;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 26) {
                {
                this.state = 267;
                this.match(QueryParser.HAVING);
                this.state = 268;
                localContext._having = this.expression();
                }
            }

            this.state = 280;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 110) {
                {
                this.state = 271;
                this.match(QueryParser.WINDOW);
                this.state = 272;
                localContext._namedWindow = this.namedWindow();
                localContext._windows.push(localContext._namedWindow!);
                this.state = 277;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 130) {
                    {
                    {
                    this.state = 273;
                    this.match(QueryParser.COMMA);
                    this.state = 274;
                    localContext._namedWindow = this.namedWindow();
                    localContext._windows.push(localContext._namedWindow!);
                    }
                    }
                    this.state = 279;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public selectItem(): SelectItemContext {
        let localContext = new SelectItemContext(this.context, this.state);
        this.enterRule(localContext, 36, QueryParser.RULE_selectItem);
        let _la: number;
        try {
            this.state = 295;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.STAR:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 282;
                localContext._all = this.match(QueryParser.STAR);
                }
                break;
            case QueryParser.CASE:
            case QueryParser.CAST:
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.CURRENT_USER:
            case QueryParser.EXISTS:
            case QueryParser.EXTRACT:
            case QueryParser.FALSE:
            case QueryParser.GROUPING:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
            case QueryParser.NORMALIZE:
            case QueryParser.NOT:
            case QueryParser.NULL:
            case QueryParser.TRUE:
            case QueryParser.ARRAY:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.POSITION:
            case QueryParser.ROW:
            case QueryParser.SUBSTRING:
            case QueryParser.TRIM:
            case QueryParser.TRY_CAST:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
            case QueryParser.QUERY_OPEN:
            case QueryParser.LAMBDA_OPEN:
            case QueryParser.OPEN:
            case QueryParser.PLUS:
            case QueryParser.MINUS:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 283;
                localContext._value = this.expression();
                this.state = 293;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.DOT_STAR:
                    {
                    this.state = 284;
                    localContext._star = this.match(QueryParser.DOT_STAR);
                    this.state = 287;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    if (_la === 2) {
                        {
                        this.state = 285;
                        this.match(QueryParser.AS);
                        this.state = 286;
                        localContext._columns = this.columnAliases();
                        }
                    }

                    }
                    break;
                case QueryParser.AS:
                case QueryParser.IDENTIFIER:
                case QueryParser.QUOTED_IDENTIFIER:
                    {
                    this.state = 290;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    if (_la === 2) {
                        {
                        this.state = 289;
                        this.match(QueryParser.AS);
                        }
                    }

                    this.state = 292;
                    localContext._alias = this.identifier();
                    }
                    break;
                case QueryParser.EOF:
                case QueryParser.EXCEPT:
                case QueryParser.FROM:
                case QueryParser.GROUP:
                case QueryParser.HAVING:
                case QueryParser.INTERSECT:
                case QueryParser.ORDER:
                case QueryParser.UNION:
                case QueryParser.WHERE:
                case QueryParser.FETCH:
                case QueryParser.LIMIT:
                case QueryParser.OFFSET:
                case QueryParser.WINDOW:
                case QueryParser.CLOSE:
                case QueryParser.COMMA:
                    break;
                default:
                    break;
                }
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public groupBy(): GroupByContext {
        let localContext = new GroupByContext(this.context, this.state);
        this.enterRule(localContext, 38, QueryParser.RULE_groupBy);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 298;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 13 || _la === 59) {
                {
                this.state = 297;
                localContext._quantifier = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 13 || _la === 59)) {
                    localContext._quantifier = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
            }

            this.state = 300;
            localContext._groupingElement = this.groupingElement();
            localContext._elements.push(localContext._groupingElement!);
            this.state = 305;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 301;
                this.match(QueryParser.COMMA);
                this.state = 302;
                localContext._groupingElement = this.groupingElement();
                localContext._elements.push(localContext._groupingElement!);
                }
                }
                this.state = 307;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public groupingElement(): GroupingElementContext {
        let localContext = new GroupingElementContext(this.context, this.state);
        this.enterRule(localContext, 40, QueryParser.RULE_groupingElement);
        let _la: number;
        try {
            this.state = 321;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.CUBE:
            case QueryParser.ROLLUP:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 308;
                localContext._kind = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 8 || _la === 46)) {
                    localContext._kind = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                this.state = 309;
                this.match(QueryParser.OPEN);
                this.state = 311;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283323) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 310;
                    localContext._list = this.expressions();
                    }
                }

                this.state = 313;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.GROUPING_BY:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 314;
                localContext._kind = this.match(QueryParser.GROUPING_BY);
                this.state = 315;
                this.match(QueryParser.SETS);
                this.state = 316;
                this.match(QueryParser.OPEN);
                this.state = 317;
                localContext._list = this.expressions();
                this.state = 318;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.CASE:
            case QueryParser.CAST:
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.CURRENT_USER:
            case QueryParser.EXISTS:
            case QueryParser.EXTRACT:
            case QueryParser.FALSE:
            case QueryParser.GROUPING:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
            case QueryParser.NORMALIZE:
            case QueryParser.NOT:
            case QueryParser.NULL:
            case QueryParser.TRUE:
            case QueryParser.ARRAY:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.POSITION:
            case QueryParser.ROW:
            case QueryParser.SUBSTRING:
            case QueryParser.TRIM:
            case QueryParser.TRY_CAST:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
            case QueryParser.QUERY_OPEN:
            case QueryParser.LAMBDA_OPEN:
            case QueryParser.OPEN:
            case QueryParser.PLUS:
            case QueryParser.MINUS:
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 320;
                localContext._single = this.expression();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public namedWindow(): NamedWindowContext {
        let localContext = new NamedWindowContext(this.context, this.state);
        this.enterRule(localContext, 42, QueryParser.RULE_namedWindow);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 323;
            localContext._name = this.identifier();
            this.state = 324;
            this.match(QueryParser.AS);
            this.state = 325;
            this.match(QueryParser.OPEN);
            this.state = 326;
            localContext._specification = this.windowSpecification();
            this.state = 327;
            this.match(QueryParser.CLOSE);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public relation(): RelationContext {
        let localContext = new RelationContext(this.context, this.state);
        this.enterRule(localContext, 44, QueryParser.RULE_relation);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 329;
            localContext._first = this.sampledRelation();
            this.state = 333;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while ((((_la) & ~0x1F) === 0 && ((1 << _la) & 2424307840) !== 0) || ((((_la - 32)) & ~0x1F) === 0 && ((1 << (_la - 32)) & 8209) !== 0)) {
                {
                {
                this.state = 330;
                localContext._join = this.join();
                localContext._joins.push(localContext._join!);
                }
                }
                this.state = 335;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public join(): JoinContext {
        let localContext = new JoinContext(this.context, this.state);
        this.enterRule(localContext, 46, QueryParser.RULE_join);
        let _la: number;
        try {
            this.state = 366;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.CROSS:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 336;
                localContext._kind = this.match(QueryParser.CROSS);
                this.state = 337;
                this.match(QueryParser.JOIN);
                this.state = 338;
                localContext._other = this.sampledRelation();
                }
                break;
            case QueryParser.NATURAL:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 339;
                localContext._kind = this.match(QueryParser.NATURAL);
                this.state = 341;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (((((_la - 23)) & ~0x1F) === 0 && ((1 << (_la - 23)) & 4194849) !== 0)) {
                    {
                    this.state = 340;
                    localContext._side = this.joinType();
                    }
                }

                this.state = 343;
                this.match(QueryParser.JOIN);
                this.state = 344;
                localContext._other = this.sampledRelation();
                }
                break;
            case QueryParser.FULL:
            case QueryParser.INNER:
            case QueryParser.JOIN:
            case QueryParser.LEFT:
            case QueryParser.RIGHT:
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 346;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (((((_la - 23)) & ~0x1F) === 0 && ((1 << (_la - 23)) & 4194849) !== 0)) {
                    {
                    this.state = 345;
                    localContext._side = this.joinType();
                    }
                }

                this.state = 348;
                this.match(QueryParser.JOIN);
                this.state = 349;
                localContext._nested = this.relation();
                this.state = 364;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.ON:
                    {
                    this.state = 350;
                    this.match(QueryParser.ON);
                    this.state = 351;
                    localContext._on = this.expression();
                    }
                    break;
                case QueryParser.USING:
                    {
                    this.state = 352;
                    this.match(QueryParser.USING);
                    this.state = 353;
                    this.match(QueryParser.OPEN);
                    this.state = 354;
                    localContext._identifier = this.identifier();
                    localContext._columns.push(localContext._identifier!);
                    this.state = 359;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    while (_la === 130) {
                        {
                        {
                        this.state = 355;
                        this.match(QueryParser.COMMA);
                        this.state = 356;
                        localContext._identifier = this.identifier();
                        localContext._columns.push(localContext._identifier!);
                        }
                        }
                        this.state = 361;
                        this.errorHandler.sync(this);
                        _la = this.tokenStream.LA(1);
                    }
                    this.state = 362;
                    this.match(QueryParser.CLOSE);
                    }
                    break;
                default:
                    throw new antlr.NoViableAltException(this);
                }
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public joinType(): JoinTypeContext {
        let localContext = new JoinTypeContext(this.context, this.state);
        this.enterRule(localContext, 48, QueryParser.RULE_joinType);
        let _la: number;
        try {
            this.state = 373;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.INNER:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 368;
                localContext._kind = this.match(QueryParser.INNER);
                }
                break;
            case QueryParser.FULL:
            case QueryParser.LEFT:
            case QueryParser.RIGHT:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 369;
                localContext._kind = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(((((_la - 23)) & ~0x1F) === 0 && ((1 << (_la - 23)) & 4194817) !== 0))) {
                    localContext._kind = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                this.state = 371;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 43) {
                    {
                    this.state = 370;
                    this.match(QueryParser.OUTER);
                    }
                }

                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public sampledRelation(): SampledRelationContext {
        let localContext = new SampledRelationContext(this.context, this.state);
        this.enterRule(localContext, 50, QueryParser.RULE_sampledRelation);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 375;
            localContext._source = this.aliasedRelation();
            this.state = 382;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 102) {
                {
                this.state = 376;
                this.match(QueryParser.TABLESAMPLE);
                this.state = 377;
                localContext._method = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 65 || _la === 101)) {
                    localContext._method = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                this.state = 378;
                this.match(QueryParser.OPEN);
                this.state = 379;
                localContext._percentage = this.expression();
                this.state = 380;
                this.match(QueryParser.CLOSE);
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public aliasedRelation(): AliasedRelationContext {
        let localContext = new AliasedRelationContext(this.context, this.state);
        this.enterRule(localContext, 52, QueryParser.RULE_aliasedRelation);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 384;
            localContext._source = this.relationPrimary();
            this.state = 392;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 2 || _la === 114 || _la === 115) {
                {
                this.state = 386;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 2) {
                    {
                    this.state = 385;
                    this.match(QueryParser.AS);
                    }
                }

                this.state = 388;
                localContext._alias = this.identifier();
                this.state = 390;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 125) {
                    {
                    this.state = 389;
                    localContext._columns = this.columnAliases();
                    }
                }

                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public relationPrimary(): RelationPrimaryContext {
        let localContext = new RelationPrimaryContext(this.context, this.state);
        this.enterRule(localContext, 54, QueryParser.RULE_relationPrimary);
        let _la: number;
        try {
            this.state = 419;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
                localContext = new NamedTableContext(localContext);
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 394;
                (localContext as NamedTableContext)._name = this.qualifiedName();
                this.state = 396;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 21) {
                    {
                    this.state = 395;
                    (localContext as NamedTableContext)._version = this.tableVersion();
                    }
                }

                }
                break;
            case QueryParser.QUERY_OPEN:
                localContext = new DerivedTableContext(localContext);
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 398;
                this.match(QueryParser.QUERY_OPEN);
                this.state = 399;
                (localContext as DerivedTableContext)._inner = this.query();
                this.state = 400;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.LATERAL:
                localContext = new LateralContext(localContext);
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 402;
                this.match(QueryParser.LATERAL);
                this.state = 403;
                this.open();
                this.state = 404;
                (localContext as LateralContext)._inner = this.query();
                this.state = 405;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.UNNEST:
                localContext = new UnnestContext(localContext);
                this.enterOuterAlt(localContext, 4);
                {
                this.state = 407;
                this.match(QueryParser.UNNEST);
                this.state = 408;
                this.match(QueryParser.OPEN);
                this.state = 409;
                (localContext as UnnestContext)._list = this.expressions();
                this.state = 410;
                this.match(QueryParser.CLOSE);
                this.state = 413;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 58) {
                    {
                    this.state = 411;
                    this.match(QueryParser.WITH);
                    this.state = 412;
                    (localContext as UnnestContext)._ordinality = this.match(QueryParser.ORDINALITY);
                    }
                }

                }
                break;
            case QueryParser.OPEN:
                localContext = new NestedRelationContext(localContext);
                this.enterOuterAlt(localContext, 5);
                {
                this.state = 415;
                this.match(QueryParser.OPEN);
                this.state = 416;
                (localContext as NestedRelationContext)._inner = this.relation();
                this.state = 417;
                this.match(QueryParser.CLOSE);
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public tableVersion(): TableVersionContext {
        let localContext = new TableVersionContext(this.context, this.state);
        this.enterRule(localContext, 56, QueryParser.RULE_tableVersion);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 421;
            this.match(QueryParser.FOR);
            this.state = 422;
            localContext._unit = this.match(QueryParser.IDENTIFIER);
            this.state = 423;
            this.match(QueryParser.AS);
            this.state = 424;
            this.match(QueryParser.OF);
            this.state = 425;
            localContext._value = this.valueExpression();
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public expressions(): ExpressionsContext {
        let localContext = new ExpressionsContext(this.context, this.state);
        this.enterRule(localContext, 58, QueryParser.RULE_expressions);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 427;
            localContext._expression = this.expression();
            localContext._items.push(localContext._expression!);
            this.state = 432;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 130) {
                {
                {
                this.state = 428;
                this.match(QueryParser.COMMA);
                this.state = 429;
                localContext._expression = this.expression();
                localContext._items.push(localContext._expression!);
                }
                }
                this.state = 434;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public expression(): ExpressionContext {
        let localContext = new ExpressionContext(this.context, this.state);
        this.enterRule(localContext, 60, QueryParser.RULE_expression);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 435;
            localContext._condition = this.condition();
            localContext._terms.push(localContext._condition!);
            this.state = 440;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 1 || _la === 41) {
                {
                {
                this.state = 436;
                localContext.__tset1453 = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 1 || _la === 41)) {
                    localContext.__tset1453 = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                localContext._operators.push(localContext.__tset1453!);
                this.state = 437;
                localContext._condition = this.condition();
                localContext._terms.push(localContext._condition!);
                }
                }
                this.state = 442;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public condition(): ConditionContext {
        let localContext = new ConditionContext(this.context, this.state);
        this.enterRule(localContext, 62, QueryParser.RULE_condition);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 446;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 38) {
                {
                {
                this.state = 443;
                localContext._NOT = this.match(QueryParser.NOT);
                localContext._nots.push(localContext._NOT!);
                }
                }
                this.state = 448;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            this.state = 449;
            localContext._value = this.valueExpression();
            this.state = 451;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 1207959560) !== 0) || _la === 33 || _la === 38 || ((((_la - 136)) & ~0x1F) === 0 && ((1 << (_la - 136)) & 63) !== 0)) {
                {
                this.state = 450;
                localContext._test = this.predicate();
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public predicate(): PredicateContext {
        let localContext = new PredicateContext(this.context, this.state);
        this.enterRule(localContext, 64, QueryParser.RULE_predicate);
        let _la: number;
        try {
            this.state = 499;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.EQUAL:
            case QueryParser.NOT_EQUAL:
            case QueryParser.LESS:
            case QueryParser.LESS_OR_EQUAL:
            case QueryParser.GREATER:
            case QueryParser.GREATER_OR_EQUAL:
                localContext = new ComparisonContext(localContext);
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 453;
                (localContext as ComparisonContext)._operator = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(((((_la - 136)) & ~0x1F) === 0 && ((1 << (_la - 136)) & 63) !== 0))) {
                    (localContext as ComparisonContext)._operator = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                this.state = 460;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.CASE:
                case QueryParser.CAST:
                case QueryParser.CURRENT_DATE:
                case QueryParser.CURRENT_TIME:
                case QueryParser.CURRENT_TIMESTAMP:
                case QueryParser.CURRENT_USER:
                case QueryParser.EXISTS:
                case QueryParser.EXTRACT:
                case QueryParser.FALSE:
                case QueryParser.GROUPING:
                case QueryParser.LOCALTIME:
                case QueryParser.LOCALTIMESTAMP:
                case QueryParser.NORMALIZE:
                case QueryParser.NULL:
                case QueryParser.TRUE:
                case QueryParser.ARRAY:
                case QueryParser.DOUBLE:
                case QueryParser.INTERVAL:
                case QueryParser.POSITION:
                case QueryParser.ROW:
                case QueryParser.SUBSTRING:
                case QueryParser.TRIM:
                case QueryParser.TRY_CAST:
                case QueryParser.IDENTIFIER:
                case QueryParser.QUOTED_IDENTIFIER:
                case QueryParser.STRING:
                case QueryParser.UNICODE_STRING:
                case QueryParser.BINARY:
                case QueryParser.INTEGER:
                case QueryParser.DECIMAL:
                case QueryParser.DOUBLE_VALUE:
                case QueryParser.PARAMETER:
                case QueryParser.QUERY_OPEN:
                case QueryParser.LAMBDA_OPEN:
                case QueryParser.OPEN:
                case QueryParser.PLUS:
                case QueryParser.MINUS:
                    {
                    this.state = 454;
                    (localContext as ComparisonContext)._other = this.valueExpression();
                    }
                    break;
                case QueryParser.ALL:
                case QueryParser.ANY:
                case QueryParser.SOME:
                    {
                    this.state = 455;
                    (localContext as ComparisonContext)._quantifier = this.tokenStream.LT(1);
                    _la = this.tokenStream.LA(1);
                    if(!(_la === 59 || _la === 60 || _la === 99)) {
                        (localContext as ComparisonContext)._quantifier = this.errorHandler.recoverInline(this);
                    }
                    else {
                        this.errorHandler.reportMatch(this);
                        this.consume();
                    }
                    this.state = 456;
                    this.open();
                    this.state = 457;
                    (localContext as ComparisonContext)._inner = this.query();
                    this.state = 458;
                    this.match(QueryParser.CLOSE);
                    }
                    break;
                default:
                    throw new antlr.NoViableAltException(this);
                }
                }
                break;
            case QueryParser.IS:
                localContext = new IsContext(localContext);
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 462;
                this.match(QueryParser.IS);
                this.state = 464;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 38) {
                    {
                    this.state = 463;
                    (localContext as IsContext)._not = this.match(QueryParser.NOT);
                    }
                }

                this.state = 470;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.NULL:
                    {
                    this.state = 466;
                    this.match(QueryParser.NULL);
                    }
                    break;
                case QueryParser.DISTINCT:
                    {
                    this.state = 467;
                    (localContext as IsContext)._distinct = this.match(QueryParser.DISTINCT);
                    this.state = 468;
                    this.match(QueryParser.FROM);
                    this.state = 469;
                    (localContext as IsContext)._other = this.valueExpression();
                    }
                    break;
                default:
                    throw new antlr.NoViableAltException(this);
                }
                }
                break;
            case QueryParser.BETWEEN:
            case QueryParser.IN:
            case QueryParser.LIKE:
            case QueryParser.NOT:
                localContext = new BelongsContext(localContext);
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 473;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 38) {
                    {
                    this.state = 472;
                    (localContext as BelongsContext)._not = this.match(QueryParser.NOT);
                    }
                }

                this.state = 497;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.BETWEEN:
                    {
                    this.state = 475;
                    (localContext as BelongsContext)._kind = this.match(QueryParser.BETWEEN);
                    this.state = 476;
                    (localContext as BelongsContext)._low = this.valueExpression();
                    this.state = 477;
                    this.match(QueryParser.AND);
                    this.state = 478;
                    (localContext as BelongsContext)._high = this.valueExpression();
                    }
                    break;
                case QueryParser.IN:
                    {
                    this.state = 480;
                    (localContext as BelongsContext)._kind = this.match(QueryParser.IN);
                    this.state = 489;
                    this.errorHandler.sync(this);
                    switch (this.tokenStream.LA(1)) {
                    case QueryParser.OPEN:
                        {
                        this.state = 481;
                        this.match(QueryParser.OPEN);
                        this.state = 482;
                        (localContext as BelongsContext)._list = this.expressions();
                        this.state = 483;
                        this.match(QueryParser.CLOSE);
                        }
                        break;
                    case QueryParser.QUERY_OPEN:
                        {
                        this.state = 485;
                        this.match(QueryParser.QUERY_OPEN);
                        this.state = 486;
                        (localContext as BelongsContext)._inner = this.query();
                        this.state = 487;
                        this.match(QueryParser.CLOSE);
                        }
                        break;
                    default:
                        throw new antlr.NoViableAltException(this);
                    }
                    }
                    break;
                case QueryParser.LIKE:
                    {
                    this.state = 491;
                    (localContext as BelongsContext)._kind = this.match(QueryParser.LIKE);
                    this.state = 492;
                    (localContext as BelongsContext)._pattern = this.valueExpression();
                    this.state = 495;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    if (_la === 16) {
                        {
                        this.state = 493;
                        this.match(QueryParser.ESCAPE);
                        this.state = 494;
                        (localContext as BelongsContext)._escape = this.valueExpression();
                        }
                    }

                    }
                    break;
                default:
                    throw new antlr.NoViableAltException(this);
                }
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public valueExpression(): ValueExpressionContext {
        let localContext = new ValueExpressionContext(this.context, this.state);
        this.enterRule(localContext, 66, QueryParser.RULE_valueExpression);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 501;
            localContext._term = this.term();
            localContext._terms.push(localContext._term!);
            this.state = 506;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (((((_la - 142)) & ~0x1F) === 0 && ((1 << (_la - 142)) & 63) !== 0)) {
                {
                {
                this.state = 502;
                localContext.__tset1671 = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(((((_la - 142)) & ~0x1F) === 0 && ((1 << (_la - 142)) & 63) !== 0))) {
                    localContext.__tset1671 = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                localContext._operators.push(localContext.__tset1671!);
                this.state = 503;
                localContext._term = this.term();
                localContext._terms.push(localContext._term!);
                }
                }
                this.state = 508;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public term(): TermContext {
        let localContext = new TermContext(this.context, this.state);
        this.enterRule(localContext, 68, QueryParser.RULE_term);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 512;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 142 || _la === 143) {
                {
                {
                this.state = 509;
                localContext.__tset1709 = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 142 || _la === 143)) {
                    localContext.__tset1709 = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                localContext._signs.push(localContext.__tset1709!);
                }
                }
                this.state = 514;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            this.state = 515;
            localContext._value = this.primary();
            this.state = 522;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 64) {
                {
                {
                this.state = 516;
                this.match(QueryParser.AT);
                this.state = 517;
                this.match(QueryParser.TIME);
                this.state = 518;
                this.match(QueryParser.ZONE);
                this.state = 519;
                localContext._timeZone = this.timeZone();
                localContext._zones.push(localContext._timeZone!);
                }
                }
                this.state = 524;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public timeZone(): TimeZoneContext {
        let localContext = new TimeZoneContext(this.context, this.state);
        this.enterRule(localContext, 70, QueryParser.RULE_timeZone);
        try {
            this.state = 527;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 525;
                localContext._text = this.string_();
                }
                break;
            case QueryParser.INTERVAL:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 526;
                localContext._offset = this.interval();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public primary(): PrimaryContext {
        let localContext = new PrimaryContext(this.context, this.state);
        this.enterRule(localContext, 72, QueryParser.RULE_primary);
        let _la: number;
        try {
            this.state = 537;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 529;
                localContext._named = this.namedPrimary();
                }
                break;
            case QueryParser.CASE:
            case QueryParser.CAST:
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.CURRENT_USER:
            case QueryParser.EXISTS:
            case QueryParser.EXTRACT:
            case QueryParser.FALSE:
            case QueryParser.GROUPING:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
            case QueryParser.NORMALIZE:
            case QueryParser.NULL:
            case QueryParser.TRUE:
            case QueryParser.ARRAY:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.POSITION:
            case QueryParser.ROW:
            case QueryParser.SUBSTRING:
            case QueryParser.TRIM:
            case QueryParser.TRY_CAST:
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
            case QueryParser.QUERY_OPEN:
            case QueryParser.LAMBDA_OPEN:
            case QueryParser.OPEN:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 530;
                localContext._value = this.operand();
                this.state = 534;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 128 || _la === 131) {
                    {
                    {
                    this.state = 531;
                    localContext._step = this.step();
                    localContext._steps.push(localContext._step!);
                    }
                    }
                    this.state = 536;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public namedPrimary(): NamedPrimaryContext {
        let localContext = new NamedPrimaryContext(this.context, this.state);
        this.enterRule(localContext, 74, QueryParser.RULE_namedPrimary);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 539;
            localContext._head = this.identifier();
            this.state = 574;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
                {
                this.state = 540;
                localContext._literal = this.string_();
                this.state = 544;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 128 || _la === 131) {
                    {
                    {
                    this.state = 541;
                    localContext._step = this.step();
                    localContext._steps.push(localContext._step!);
                    }
                    }
                    this.state = 546;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                }
                break;
            case QueryParser.ARROW:
                {
                this.state = 547;
                this.match(QueryParser.ARROW);
                this.state = 548;
                localContext._body = this.expression();
                this.state = 549;
                this.match(QueryParser.LAMBDA_END);
                }
                break;
            case QueryParser.EOF:
            case QueryParser.AND:
            case QueryParser.AS:
            case QueryParser.BETWEEN:
            case QueryParser.CROSS:
            case QueryParser.ELSE:
            case QueryParser.END:
            case QueryParser.ESCAPE:
            case QueryParser.EXCEPT:
            case QueryParser.FOR:
            case QueryParser.FROM:
            case QueryParser.FULL:
            case QueryParser.GROUP:
            case QueryParser.HAVING:
            case QueryParser.IN:
            case QueryParser.INNER:
            case QueryParser.INTERSECT:
            case QueryParser.IS:
            case QueryParser.JOIN:
            case QueryParser.LEFT:
            case QueryParser.LIKE:
            case QueryParser.NATURAL:
            case QueryParser.NOT:
            case QueryParser.ON:
            case QueryParser.OR:
            case QueryParser.ORDER:
            case QueryParser.RIGHT:
            case QueryParser.THEN:
            case QueryParser.UNION:
            case QueryParser.USING:
            case QueryParser.WHEN:
            case QueryParser.WHERE:
            case QueryParser.ASC:
            case QueryParser.AT:
            case QueryParser.DESC:
            case QueryParser.FETCH:
            case QueryParser.FOLLOWING:
            case QueryParser.GROUPS:
            case QueryParser.LIMIT:
            case QueryParser.NULLS:
            case QueryParser.OFFSET:
            case QueryParser.PRECEDING:
            case QueryParser.RANGE:
            case QueryParser.ROWS:
            case QueryParser.TABLESAMPLE:
            case QueryParser.WINDOW:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
            case QueryParser.OPEN:
            case QueryParser.CLOSE:
            case QueryParser.LAMBDA_END:
            case QueryParser.OPEN_BRACKET:
            case QueryParser.CLOSE_BRACKET:
            case QueryParser.COMMA:
            case QueryParser.DOT:
            case QueryParser.DOT_STAR:
            case QueryParser.EQUAL:
            case QueryParser.NOT_EQUAL:
            case QueryParser.LESS:
            case QueryParser.LESS_OR_EQUAL:
            case QueryParser.GREATER:
            case QueryParser.GREATER_OR_EQUAL:
            case QueryParser.PLUS:
            case QueryParser.MINUS:
            case QueryParser.STAR:
            case QueryParser.SLASH:
            case QueryParser.PERCENT:
            case QueryParser.CONCAT:
                {
                this.state = 555;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 131) {
                    {
                    {
                    this.state = 551;
                    this.match(QueryParser.DOT);
                    this.state = 552;
                    localContext._identifier = this.identifier();
                    localContext._parts.push(localContext._identifier!);
                    }
                    }
                    this.state = 557;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                this.state = 572;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.OPEN:
                    {
                    this.state = 558;
                    localContext._call = this.callTail();
                    this.state = 562;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    while (_la === 128 || _la === 131) {
                        {
                        {
                        this.state = 559;
                        localContext._step = this.step();
                        localContext._steps.push(localContext._step!);
                        }
                        }
                        this.state = 564;
                        this.errorHandler.sync(this);
                        _la = this.tokenStream.LA(1);
                    }
                    }
                    break;
                case QueryParser.OPEN_BRACKET:
                    {
                    this.state = 565;
                    localContext._first = this.subscript();
                    this.state = 569;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    while (_la === 128 || _la === 131) {
                        {
                        {
                        this.state = 566;
                        localContext._step = this.step();
                        localContext._steps.push(localContext._step!);
                        }
                        }
                        this.state = 571;
                        this.errorHandler.sync(this);
                        _la = this.tokenStream.LA(1);
                    }
                    }
                    break;
                case QueryParser.EOF:
                case QueryParser.AND:
                case QueryParser.AS:
                case QueryParser.BETWEEN:
                case QueryParser.CROSS:
                case QueryParser.ELSE:
                case QueryParser.END:
                case QueryParser.ESCAPE:
                case QueryParser.EXCEPT:
                case QueryParser.FOR:
                case QueryParser.FROM:
                case QueryParser.FULL:
                case QueryParser.GROUP:
                case QueryParser.HAVING:
                case QueryParser.IN:
                case QueryParser.INNER:
                case QueryParser.INTERSECT:
                case QueryParser.IS:
                case QueryParser.JOIN:
                case QueryParser.LEFT:
                case QueryParser.LIKE:
                case QueryParser.NATURAL:
                case QueryParser.NOT:
                case QueryParser.ON:
                case QueryParser.OR:
                case QueryParser.ORDER:
                case QueryParser.RIGHT:
                case QueryParser.THEN:
                case QueryParser.UNION:
                case QueryParser.USING:
                case QueryParser.WHEN:
                case QueryParser.WHERE:
                case QueryParser.ASC:
                case QueryParser.AT:
                case QueryParser.DESC:
                case QueryParser.FETCH:
                case QueryParser.FOLLOWING:
                case QueryParser.GROUPS:
                case QueryParser.LIMIT:
                case QueryParser.NULLS:
                case QueryParser.OFFSET:
                case QueryParser.PRECEDING:
                case QueryParser.RANGE:
                case QueryParser.ROWS:
                case QueryParser.TABLESAMPLE:
                case QueryParser.WINDOW:
                case QueryParser.IDENTIFIER:
                case QueryParser.QUOTED_IDENTIFIER:
                case QueryParser.CLOSE:
                case QueryParser.LAMBDA_END:
                case QueryParser.CLOSE_BRACKET:
                case QueryParser.COMMA:
                case QueryParser.DOT_STAR:
                case QueryParser.EQUAL:
                case QueryParser.NOT_EQUAL:
                case QueryParser.LESS:
                case QueryParser.LESS_OR_EQUAL:
                case QueryParser.GREATER:
                case QueryParser.GREATER_OR_EQUAL:
                case QueryParser.PLUS:
                case QueryParser.MINUS:
                case QueryParser.STAR:
                case QueryParser.SLASH:
                case QueryParser.PERCENT:
                case QueryParser.CONCAT:
                    break;
                default:
                    break;
                }
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public step(): StepContext {
        let localContext = new StepContext(this.context, this.state);
        this.enterRule(localContext, 76, QueryParser.RULE_step);
        try {
            this.state = 579;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.OPEN_BRACKET:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 576;
                localContext._index = this.subscript();
                }
                break;
            case QueryParser.DOT:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 577;
                this.match(QueryParser.DOT);
                this.state = 578;
                localContext._field = this.identifier();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public subscript(): SubscriptContext {
        let localContext = new SubscriptContext(this.context, this.state);
        this.enterRule(localContext, 78, QueryParser.RULE_subscript);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 581;
            this.match(QueryParser.OPEN_BRACKET);
            this.state = 582;
            localContext._index = this.valueExpression();
            this.state = 583;
            this.match(QueryParser.CLOSE_BRACKET);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public callTail(): CallTailContext {
        let localContext = new CallTailContext(this.context, this.state);
        this.enterRule(localContext, 80, QueryParser.RULE_callTail);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 585;
            this.match(QueryParser.OPEN);
            this.state = 598;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.STAR:
                {
                this.state = 586;
                localContext._star = this.match(QueryParser.STAR);
                }
                break;
            case QueryParser.CASE:
            case QueryParser.CAST:
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.CURRENT_USER:
            case QueryParser.DISTINCT:
            case QueryParser.EXISTS:
            case QueryParser.EXTRACT:
            case QueryParser.FALSE:
            case QueryParser.GROUPING:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
            case QueryParser.NORMALIZE:
            case QueryParser.NOT:
            case QueryParser.NULL:
            case QueryParser.ORDER:
            case QueryParser.TRUE:
            case QueryParser.ALL:
            case QueryParser.ARRAY:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.POSITION:
            case QueryParser.ROW:
            case QueryParser.SUBSTRING:
            case QueryParser.TRIM:
            case QueryParser.TRY_CAST:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
            case QueryParser.QUERY_OPEN:
            case QueryParser.LAMBDA_OPEN:
            case QueryParser.OPEN:
            case QueryParser.CLOSE:
            case QueryParser.PLUS:
            case QueryParser.MINUS:
                {
                this.state = 588;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 13 || _la === 59) {
                    {
                    this.state = 587;
                    localContext._quantifier = this.tokenStream.LT(1);
                    _la = this.tokenStream.LA(1);
                    if(!(_la === 13 || _la === 59)) {
                        localContext._quantifier = this.errorHandler.recoverInline(this);
                    }
                    else {
                        this.errorHandler.reportMatch(this);
                        this.consume();
                    }
                    }
                }

                this.state = 591;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283323) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 590;
                    localContext._list = this.expressions();
                    }
                }

                this.state = 596;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 42) {
                    {
                    this.state = 593;
                    this.match(QueryParser.ORDER);
                    this.state = 594;
                    this.match(QueryParser.BY);
                    this.state = 595;
                    localContext._sort = this.sortItems();
                    }
                }

                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
            this.state = 600;
            this.match(QueryParser.CLOSE);
            this.state = 607;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 71) {
                {
                this.state = 601;
                this.match(QueryParser.FILTER);
                this.state = 602;
                this.match(QueryParser.OPEN);
                this.state = 603;
                this.match(QueryParser.WHERE);
                this.state = 604;
                localContext._filter = this.expression();
                this.state = 605;
                this.match(QueryParser.CLOSE);
                }
            }

            this.state = 621;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (((((_la - 76)) & ~0x1F) === 0 && ((1 << (_la - 76)) & 532481) !== 0)) {
                {
                this.state = 611;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 76 || _la === 95) {
                    {
                    this.state = 609;
                    localContext._nulls = this.tokenStream.LT(1);
                    _la = this.tokenStream.LA(1);
                    if(!(_la === 76 || _la === 95)) {
                        localContext._nulls = this.errorHandler.recoverInline(this);
                    }
                    else {
                        this.errorHandler.reportMatch(this);
                        this.consume();
                    }
                    this.state = 610;
                    this.match(QueryParser.NULLS);
                    }
                }

                this.state = 613;
                this.match(QueryParser.OVER);
                this.state = 619;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.IDENTIFIER:
                case QueryParser.QUOTED_IDENTIFIER:
                    {
                    this.state = 614;
                    localContext._window = this.identifier();
                    }
                    break;
                case QueryParser.OPEN:
                    {
                    this.state = 615;
                    this.match(QueryParser.OPEN);
                    this.state = 616;
                    localContext._specification = this.windowSpecification();
                    this.state = 617;
                    this.match(QueryParser.CLOSE);
                    }
                    break;
                default:
                    throw new antlr.NoViableAltException(this);
                }
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public windowSpecification(): WindowSpecificationContext {
        let localContext = new WindowSpecificationContext(this.context, this.state);
        this.enterRule(localContext, 82, QueryParser.RULE_windowSpecification);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 624;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 114 || _la === 115) {
                {
                this.state = 623;
                localContext._name = this.identifier();
                }
            }

            this.state = 629;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 90) {
                {
                this.state = 626;
                this.match(QueryParser.PARTITION);
                this.state = 627;
                this.match(QueryParser.BY);
                this.state = 628;
                localContext._partition = this.expressions();
                }
            }

            this.state = 634;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 42) {
                {
                this.state = 631;
                this.match(QueryParser.ORDER);
                this.state = 632;
                this.match(QueryParser.BY);
                this.state = 633;
                localContext._sort = this.sortItems();
                }
            }

            this.state = 637;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (((((_la - 75)) & ~0x1F) === 0 && ((1 << (_la - 75)) & 4718593) !== 0)) {
                {
                this.state = 636;
                localContext._frame = this.windowFrame();
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public windowFrame(): WindowFrameContext {
        let localContext = new WindowFrameContext(this.context, this.state);
        this.enterRule(localContext, 84, QueryParser.RULE_windowFrame);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 639;
            localContext._unit = this.tokenStream.LT(1);
            _la = this.tokenStream.LA(1);
            if(!(((((_la - 75)) & ~0x1F) === 0 && ((1 << (_la - 75)) & 4718593) !== 0))) {
                localContext._unit = this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            this.state = 646;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.BETWEEN:
                {
                this.state = 640;
                this.match(QueryParser.BETWEEN);
                this.state = 641;
                localContext._begin = this.frameBound();
                this.state = 642;
                this.match(QueryParser.AND);
                this.state = 643;
                localContext._end = this.frameBound();
                }
                break;
            case QueryParser.CASE:
            case QueryParser.CAST:
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.CURRENT_USER:
            case QueryParser.EXISTS:
            case QueryParser.EXTRACT:
            case QueryParser.FALSE:
            case QueryParser.GROUPING:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
            case QueryParser.NORMALIZE:
            case QueryParser.NULL:
            case QueryParser.TRUE:
            case QueryParser.ARRAY:
            case QueryParser.CURRENT:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.POSITION:
            case QueryParser.ROW:
            case QueryParser.SUBSTRING:
            case QueryParser.TRIM:
            case QueryParser.TRY_CAST:
            case QueryParser.UNBOUNDED:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
            case QueryParser.QUERY_OPEN:
            case QueryParser.LAMBDA_OPEN:
            case QueryParser.OPEN:
            case QueryParser.PLUS:
            case QueryParser.MINUS:
                {
                this.state = 645;
                localContext._begin = this.frameBound();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public frameBound(): FrameBoundContext {
        let localContext = new FrameBoundContext(this.context, this.state);
        this.enterRule(localContext, 86, QueryParser.RULE_frameBound);
        let _la: number;
        try {
            this.state = 655;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.CURRENT:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 648;
                localContext._row = this.match(QueryParser.CURRENT);
                this.state = 649;
                this.match(QueryParser.ROW);
                }
                break;
            case QueryParser.CASE:
            case QueryParser.CAST:
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.CURRENT_USER:
            case QueryParser.EXISTS:
            case QueryParser.EXTRACT:
            case QueryParser.FALSE:
            case QueryParser.GROUPING:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
            case QueryParser.NORMALIZE:
            case QueryParser.NULL:
            case QueryParser.TRUE:
            case QueryParser.ARRAY:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.POSITION:
            case QueryParser.ROW:
            case QueryParser.SUBSTRING:
            case QueryParser.TRIM:
            case QueryParser.TRY_CAST:
            case QueryParser.UNBOUNDED:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
            case QueryParser.QUERY_OPEN:
            case QueryParser.LAMBDA_OPEN:
            case QueryParser.OPEN:
            case QueryParser.PLUS:
            case QueryParser.MINUS:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 652;
                this.errorHandler.sync(this);
                switch (this.tokenStream.LA(1)) {
                case QueryParser.UNBOUNDED:
                    {
                    this.state = 650;
                    this.match(QueryParser.UNBOUNDED);
                    }
                    break;
                case QueryParser.CASE:
                case QueryParser.CAST:
                case QueryParser.CURRENT_DATE:
                case QueryParser.CURRENT_TIME:
                case QueryParser.CURRENT_TIMESTAMP:
                case QueryParser.CURRENT_USER:
                case QueryParser.EXISTS:
                case QueryParser.EXTRACT:
                case QueryParser.FALSE:
                case QueryParser.GROUPING:
                case QueryParser.LOCALTIME:
                case QueryParser.LOCALTIMESTAMP:
                case QueryParser.NORMALIZE:
                case QueryParser.NULL:
                case QueryParser.TRUE:
                case QueryParser.ARRAY:
                case QueryParser.DOUBLE:
                case QueryParser.INTERVAL:
                case QueryParser.POSITION:
                case QueryParser.ROW:
                case QueryParser.SUBSTRING:
                case QueryParser.TRIM:
                case QueryParser.TRY_CAST:
                case QueryParser.IDENTIFIER:
                case QueryParser.QUOTED_IDENTIFIER:
                case QueryParser.STRING:
                case QueryParser.UNICODE_STRING:
                case QueryParser.BINARY:
                case QueryParser.INTEGER:
                case QueryParser.DECIMAL:
                case QueryParser.DOUBLE_VALUE:
                case QueryParser.PARAMETER:
                case QueryParser.QUERY_OPEN:
                case QueryParser.LAMBDA_OPEN:
                case QueryParser.OPEN:
                case QueryParser.PLUS:
                case QueryParser.MINUS:
                    {
                    this.state = 651;
                    localContext._value = this.valueExpression();
                    }
                    break;
                default:
                    throw new antlr.NoViableAltException(this);
                }
                this.state = 654;
                localContext._direction = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 73 || _la === 92)) {
                    localContext._direction = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public operand(): OperandContext {
        let localContext = new OperandContext(this.context, this.state);
        this.enterRule(localContext, 88, QueryParser.RULE_operand);
        let _la: number;
        try {
            this.state = 792;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.FALSE:
            case QueryParser.NULL:
            case QueryParser.TRUE:
            case QueryParser.BINARY:
            case QueryParser.INTEGER:
            case QueryParser.DECIMAL:
            case QueryParser.DOUBLE_VALUE:
            case QueryParser.PARAMETER:
                localContext = new PlainValueContext(localContext);
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 657;
                (localContext as PlainValueContext)._value = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(((((_la - 20)) & ~0x1F) === 0 && ((1 << (_la - 20)) & 1074266113) !== 0) || ((((_la - 118)) & ~0x1F) === 0 && ((1 << (_la - 118)) & 31) !== 0))) {
                    (localContext as PlainValueContext)._value = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
                break;
            case QueryParser.STRING:
            case QueryParser.UNICODE_STRING:
                localContext = new TextContext(localContext);
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 658;
                (localContext as TextContext)._literal = this.string_();
                }
                break;
            case QueryParser.INTERVAL:
                localContext = new IntervalValueContext(localContext);
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 659;
                (localContext as IntervalValueContext)._literal = this.interval();
                }
                break;
            case QueryParser.DOUBLE:
                localContext = new DoubleLiteralContext(localContext);
                this.enterOuterAlt(localContext, 4);
                {
                this.state = 660;
                this.match(QueryParser.DOUBLE);
                this.state = 661;
                this.match(QueryParser.PRECISION);
                this.state = 662;
                (localContext as DoubleLiteralContext)._literal = this.string_();
                }
                break;
            case QueryParser.OPEN:
                localContext = new ParenthesesContext(localContext);
                this.enterOuterAlt(localContext, 5);
                {
                this.state = 663;
                this.match(QueryParser.OPEN);
                this.state = 665;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283323) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 664;
                    (localContext as ParenthesesContext)._list = this.expressions();
                    }
                }

                this.state = 667;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.QUERY_OPEN:
                localContext = new SubqueryContext(localContext);
                this.enterOuterAlt(localContext, 6);
                {
                this.state = 668;
                this.match(QueryParser.QUERY_OPEN);
                this.state = 669;
                (localContext as SubqueryContext)._inner = this.query();
                this.state = 670;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.LAMBDA_OPEN:
                localContext = new LambdaContext(localContext);
                this.enterOuterAlt(localContext, 7);
                {
                this.state = 672;
                this.match(QueryParser.LAMBDA_OPEN);
                this.state = 681;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 114 || _la === 115) {
                    {
                    this.state = 673;
                    (localContext as LambdaContext)._identifier = this.identifier();
                    (localContext as LambdaContext)._names.push((localContext as LambdaContext)._identifier!);
                    this.state = 678;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    while (_la === 130) {
                        {
                        {
                        this.state = 674;
                        this.match(QueryParser.COMMA);
                        this.state = 675;
                        (localContext as LambdaContext)._identifier = this.identifier();
                        (localContext as LambdaContext)._names.push((localContext as LambdaContext)._identifier!);
                        }
                        }
                        this.state = 680;
                        this.errorHandler.sync(this);
                        _la = this.tokenStream.LA(1);
                    }
                    }
                }

                this.state = 683;
                this.match(QueryParser.CLOSE);
                this.state = 684;
                this.match(QueryParser.ARROW);
                this.state = 685;
                (localContext as LambdaContext)._body = this.expression();
                this.state = 686;
                this.match(QueryParser.LAMBDA_END);
                }
                break;
            case QueryParser.ROW:
                localContext = new RowContext(localContext);
                this.enterOuterAlt(localContext, 8);
                {
                this.state = 688;
                this.match(QueryParser.ROW);
                this.state = 689;
                this.match(QueryParser.OPEN);
                this.state = 691;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283323) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 690;
                    (localContext as RowContext)._list = this.expressions();
                    }
                }

                this.state = 693;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.ARRAY:
                localContext = new ArrayContext(localContext);
                this.enterOuterAlt(localContext, 9);
                {
                this.state = 694;
                this.match(QueryParser.ARRAY);
                this.state = 695;
                this.match(QueryParser.OPEN_BRACKET);
                this.state = 697;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283323) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 696;
                    (localContext as ArrayContext)._list = this.expressions();
                    }
                }

                this.state = 699;
                this.match(QueryParser.CLOSE_BRACKET);
                }
                break;
            case QueryParser.CASE:
                localContext = new CaseContext(localContext);
                this.enterOuterAlt(localContext, 10);
                {
                this.state = 700;
                this.match(QueryParser.CASE);
                this.state = 702;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283323) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 701;
                    (localContext as CaseContext)._subject = this.expression();
                    }
                }

                this.state = 705;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                do {
                    {
                    {
                    this.state = 704;
                    (localContext as CaseContext)._branch = this.branch();
                    (localContext as CaseContext)._branches.push((localContext as CaseContext)._branch!);
                    }
                    }
                    this.state = 707;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                } while (_la === 56);
                this.state = 711;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 14) {
                    {
                    this.state = 709;
                    this.match(QueryParser.ELSE);
                    this.state = 710;
                    (localContext as CaseContext)._otherwise = this.expression();
                    }
                }

                this.state = 713;
                this.match(QueryParser.END);
                }
                break;
            case QueryParser.CAST:
            case QueryParser.TRY_CAST:
                localContext = new CastContext(localContext);
                this.enterOuterAlt(localContext, 11);
                {
                this.state = 715;
                (localContext as CastContext)._kind = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 6 || _la === 108)) {
                    (localContext as CastContext)._kind = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                this.state = 716;
                this.match(QueryParser.OPEN);
                this.state = 717;
                (localContext as CastContext)._value = this.expression();
                this.state = 718;
                this.match(QueryParser.AS);
                this.state = 719;
                (localContext as CastContext)._target = this.type_();
                this.state = 720;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.EXISTS:
                localContext = new ExistsContext(localContext);
                this.enterOuterAlt(localContext, 12);
                {
                this.state = 722;
                this.match(QueryParser.EXISTS);
                this.state = 723;
                this.open();
                this.state = 724;
                (localContext as ExistsContext)._inner = this.query();
                this.state = 725;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.EXTRACT:
                localContext = new ExtractContext(localContext);
                this.enterOuterAlt(localContext, 13);
                {
                this.state = 727;
                this.match(QueryParser.EXTRACT);
                this.state = 728;
                this.match(QueryParser.OPEN);
                this.state = 729;
                (localContext as ExtractContext)._field = this.identifier();
                this.state = 730;
                this.match(QueryParser.FROM);
                this.state = 731;
                (localContext as ExtractContext)._value = this.valueExpression();
                this.state = 732;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.NORMALIZE:
                localContext = new NormalizeContext(localContext);
                this.enterOuterAlt(localContext, 14);
                {
                this.state = 734;
                this.match(QueryParser.NORMALIZE);
                this.state = 735;
                this.match(QueryParser.OPEN);
                this.state = 736;
                (localContext as NormalizeContext)._value = this.valueExpression();
                this.state = 739;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 130) {
                    {
                    this.state = 737;
                    this.match(QueryParser.COMMA);
                    this.state = 738;
                    (localContext as NormalizeContext)._form = this.match(QueryParser.IDENTIFIER);
                    }
                }

                this.state = 741;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.SUBSTRING:
                localContext = new SubstringContext(localContext);
                this.enterOuterAlt(localContext, 15);
                {
                this.state = 743;
                this.match(QueryParser.SUBSTRING);
                this.state = 744;
                this.match(QueryParser.OPEN);
                this.state = 745;
                (localContext as SubstringContext)._value = this.valueExpression();
                this.state = 746;
                this.match(QueryParser.FROM);
                this.state = 747;
                (localContext as SubstringContext)._begin = this.valueExpression();
                this.state = 750;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 21) {
                    {
                    this.state = 748;
                    this.match(QueryParser.FOR);
                    this.state = 749;
                    (localContext as SubstringContext)._length = this.valueExpression();
                    }
                }

                this.state = 752;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.POSITION:
                localContext = new PositionOfContext(localContext);
                this.enterOuterAlt(localContext, 16);
                {
                this.state = 754;
                this.match(QueryParser.POSITION);
                this.state = 755;
                this.match(QueryParser.OPEN);
                this.state = 756;
                (localContext as PositionOfContext)._part = this.valueExpression();
                this.state = 757;
                this.match(QueryParser.IN);
                this.state = 758;
                (localContext as PositionOfContext)._whole = this.valueExpression();
                this.state = 759;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.TRIM:
                localContext = new TrimContext(localContext);
                this.enterOuterAlt(localContext, 17);
                {
                this.state = 761;
                this.match(QueryParser.TRIM);
                this.state = 762;
                this.match(QueryParser.OPEN);
                this.state = 764;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 66 || _la === 80 || _la === 106) {
                    {
                    this.state = 763;
                    (localContext as TrimContext)._side = this.tokenStream.LT(1);
                    _la = this.tokenStream.LA(1);
                    if(!(_la === 66 || _la === 80 || _la === 106)) {
                        (localContext as TrimContext)._side = this.errorHandler.recoverInline(this);
                    }
                    else {
                        this.errorHandler.reportMatch(this);
                        this.consume();
                    }
                    }
                }

                this.state = 767;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if ((((_la) & ~0x1F) === 0 && ((1 << _la) & 35397216) !== 0) || ((((_la - 34)) & ~0x1F) === 0 && ((1 << (_la - 34)) & 134283307) !== 0) || ((((_la - 69)) & ~0x1F) === 0 && ((1 << (_la - 69)) & 2285895937) !== 0) || ((((_la - 107)) & ~0x1F) === 0 && ((1 << (_la - 107)) & 524163) !== 0) || _la === 142 || _la === 143) {
                    {
                    this.state = 766;
                    (localContext as TrimContext)._characters = this.valueExpression();
                    }
                }

                this.state = 769;
                this.match(QueryParser.FROM);
                this.state = 770;
                (localContext as TrimContext)._value = this.valueExpression();
                this.state = 771;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.GROUPING:
                localContext = new GroupingOfContext(localContext);
                this.enterOuterAlt(localContext, 18);
                {
                this.state = 773;
                this.match(QueryParser.GROUPING);
                this.state = 774;
                this.match(QueryParser.OPEN);
                this.state = 775;
                (localContext as GroupingOfContext)._qualifiedName = this.qualifiedName();
                (localContext as GroupingOfContext)._names.push((localContext as GroupingOfContext)._qualifiedName!);
                this.state = 780;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 130) {
                    {
                    {
                    this.state = 776;
                    this.match(QueryParser.COMMA);
                    this.state = 777;
                    (localContext as GroupingOfContext)._qualifiedName = this.qualifiedName();
                    (localContext as GroupingOfContext)._names.push((localContext as GroupingOfContext)._qualifiedName!);
                    }
                    }
                    this.state = 782;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                this.state = 783;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.CURRENT_DATE:
            case QueryParser.CURRENT_USER:
                localContext = new CurrentContext(localContext);
                this.enterOuterAlt(localContext, 19);
                {
                this.state = 785;
                (localContext as CurrentContext)._kind = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 9 || _la === 12)) {
                    (localContext as CurrentContext)._kind = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
                break;
            case QueryParser.CURRENT_TIME:
            case QueryParser.CURRENT_TIMESTAMP:
            case QueryParser.LOCALTIME:
            case QueryParser.LOCALTIMESTAMP:
                localContext = new CurrentTimeContext(localContext);
                this.enterOuterAlt(localContext, 20);
                {
                this.state = 786;
                (localContext as CurrentTimeContext)._kind = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(((((_la - 10)) & ~0x1F) === 0 && ((1 << (_la - 10)) & 50331651) !== 0))) {
                    (localContext as CurrentTimeContext)._kind = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                this.state = 790;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 125) {
                    {
                    this.state = 787;
                    this.match(QueryParser.OPEN);
                    this.state = 788;
                    (localContext as CurrentTimeContext)._precision = this.match(QueryParser.INTEGER);
                    this.state = 789;
                    this.match(QueryParser.CLOSE);
                    }
                }

                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public branch(): BranchContext {
        let localContext = new BranchContext(this.context, this.state);
        this.enterRule(localContext, 90, QueryParser.RULE_branch);
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 794;
            this.match(QueryParser.WHEN);
            this.state = 795;
            localContext._test = this.expression();
            this.state = 796;
            this.match(QueryParser.THEN);
            this.state = 797;
            localContext._result = this.expression();
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public interval(): IntervalContext {
        let localContext = new IntervalContext(this.context, this.state);
        this.enterRule(localContext, 92, QueryParser.RULE_interval);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 799;
            this.match(QueryParser.INTERVAL);
            this.state = 801;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 142 || _la === 143) {
                {
                this.state = 800;
                localContext._sign = this.tokenStream.LT(1);
                _la = this.tokenStream.LA(1);
                if(!(_la === 142 || _la === 143)) {
                    localContext._sign = this.errorHandler.recoverInline(this);
                }
                else {
                    this.errorHandler.reportMatch(this);
                    this.consume();
                }
                }
            }

            this.state = 803;
            localContext._value = this.string_();
            this.state = 804;
            localContext._first = this.match(QueryParser.IDENTIFIER);
            this.state = 807;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (_la === 105) {
                {
                this.state = 805;
                this.match(QueryParser.TO);
                this.state = 806;
                localContext._last = this.match(QueryParser.IDENTIFIER);
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public string_(): StringContext {
        let localContext = new StringContext(this.context, this.state);
        this.enterRule(localContext, 94, QueryParser.RULE_string);
        let _la: number;
        try {
            this.state = 815;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.STRING:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 809;
                localContext._plain = this.match(QueryParser.STRING);
                }
                break;
            case QueryParser.UNICODE_STRING:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 810;
                localContext._unicode = this.match(QueryParser.UNICODE_STRING);
                this.state = 813;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 51) {
                    {
                    this.state = 811;
                    this.match(QueryParser.UESCAPE);
                    this.state = 812;
                    localContext._escape = this.match(QueryParser.STRING);
                    }
                }

                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public identifier(): IdentifierContext {
        let localContext = new IdentifierContext(this.context, this.state);
        this.enterRule(localContext, 96, QueryParser.RULE_identifier);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 817;
            localContext._value = this.tokenStream.LT(1);
            _la = this.tokenStream.LA(1);
            if(!(_la === 114 || _la === 115)) {
                localContext._value = this.errorHandler.recoverInline(this);
            }
            else {
                this.errorHandler.reportMatch(this);
                this.consume();
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public qualifiedName(): QualifiedNameContext {
        let localContext = new QualifiedNameContext(this.context, this.state);
        this.enterRule(localContext, 98, QueryParser.RULE_qualifiedName);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 819;
            localContext._identifier = this.identifier();
            localContext._parts.push(localContext._identifier!);
            this.state = 824;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 131) {
                {
                {
                this.state = 820;
                this.match(QueryParser.DOT);
                this.state = 821;
                localContext._identifier = this.identifier();
                localContext._parts.push(localContext._identifier!);
                }
                }
                this.state = 826;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public type_(): TypeContext {
        let localContext = new TypeContext(this.context, this.state);
        this.enterRule(localContext, 100, QueryParser.RULE_type);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 827;
            localContext._base = this.typeBase();
            this.state = 831;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            while (_la === 61) {
                {
                {
                this.state = 828;
                localContext._ARRAY = this.match(QueryParser.ARRAY);
                localContext._suffixes.push(localContext._ARRAY!);
                }
                }
                this.state = 833;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
            }
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public typeBase(): TypeBaseContext {
        let localContext = new TypeBaseContext(this.context, this.state);
        this.enterRule(localContext, 102, QueryParser.RULE_typeBase);
        let _la: number;
        try {
            this.state = 883;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.INTERVAL:
                localContext = new IntervalTypeContext(localContext);
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 834;
                this.match(QueryParser.INTERVAL);
                this.state = 835;
                (localContext as IntervalTypeContext)._first = this.match(QueryParser.IDENTIFIER);
                this.state = 836;
                this.match(QueryParser.TO);
                this.state = 837;
                (localContext as IntervalTypeContext)._last = this.match(QueryParser.IDENTIFIER);
                }
                break;
            case QueryParser.DOUBLE:
                localContext = new DoubleTypeContext(localContext);
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 838;
                this.match(QueryParser.DOUBLE);
                this.state = 839;
                this.match(QueryParser.PRECISION);
                }
                break;
            case QueryParser.ROW:
                localContext = new RowTypeContext(localContext);
                this.enterOuterAlt(localContext, 3);
                {
                this.state = 840;
                this.match(QueryParser.ROW);
                this.state = 841;
                this.match(QueryParser.OPEN);
                this.state = 842;
                (localContext as RowTypeContext)._rowField = this.rowField();
                (localContext as RowTypeContext)._fields.push((localContext as RowTypeContext)._rowField!);
                this.state = 847;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                while (_la === 130) {
                    {
                    {
                    this.state = 843;
                    this.match(QueryParser.COMMA);
                    this.state = 844;
                    (localContext as RowTypeContext)._rowField = this.rowField();
                    (localContext as RowTypeContext)._fields.push((localContext as RowTypeContext)._rowField!);
                    }
                    }
                    this.state = 849;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                }
                this.state = 850;
                this.match(QueryParser.CLOSE);
                }
                break;
            case QueryParser.ARRAY_OF:
                localContext = new ArrayTypeContext(localContext);
                this.enterOuterAlt(localContext, 4);
                {
                this.state = 852;
                this.match(QueryParser.ARRAY_OF);
                this.state = 853;
                this.match(QueryParser.LESS);
                this.state = 854;
                (localContext as ArrayTypeContext)._element = this.type_();
                this.state = 855;
                this.match(QueryParser.GREATER);
                }
                break;
            case QueryParser.MAP:
                localContext = new MapTypeContext(localContext);
                this.enterOuterAlt(localContext, 5);
                {
                this.state = 857;
                this.match(QueryParser.MAP);
                this.state = 858;
                this.match(QueryParser.LESS);
                this.state = 859;
                (localContext as MapTypeContext)._key = this.type_();
                this.state = 860;
                this.match(QueryParser.COMMA);
                this.state = 861;
                (localContext as MapTypeContext)._element = this.type_();
                this.state = 862;
                this.match(QueryParser.GREATER);
                }
                break;
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
                localContext = new NamedTypeContext(localContext);
                this.enterOuterAlt(localContext, 6);
                {
                this.state = 864;
                (localContext as NamedTypeContext)._name = this.qualifiedName();
                this.state = 876;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 125) {
                    {
                    this.state = 865;
                    this.match(QueryParser.OPEN);
                    this.state = 866;
                    (localContext as NamedTypeContext)._typeParameter = this.typeParameter();
                    (localContext as NamedTypeContext)._parameters.push((localContext as NamedTypeContext)._typeParameter!);
                    this.state = 871;
                    this.errorHandler.sync(this);
                    _la = this.tokenStream.LA(1);
                    while (_la === 130) {
                        {
                        {
                        this.state = 867;
                        this.match(QueryParser.COMMA);
                        this.state = 868;
                        (localContext as NamedTypeContext)._typeParameter = this.typeParameter();
                        (localContext as NamedTypeContext)._parameters.push((localContext as NamedTypeContext)._typeParameter!);
                        }
                        }
                        this.state = 873;
                        this.errorHandler.sync(this);
                        _la = this.tokenStream.LA(1);
                    }
                    this.state = 874;
                    this.match(QueryParser.CLOSE);
                    }
                }

                this.state = 881;
                this.errorHandler.sync(this);
                _la = this.tokenStream.LA(1);
                if (_la === 58 || _la === 111) {
                    {
                    this.state = 878;
                    (localContext as NamedTypeContext)._zone = this.tokenStream.LT(1);
                    _la = this.tokenStream.LA(1);
                    if(!(_la === 58 || _la === 111)) {
                        (localContext as NamedTypeContext)._zone = this.errorHandler.recoverInline(this);
                    }
                    else {
                        this.errorHandler.reportMatch(this);
                        this.consume();
                    }
                    this.state = 879;
                    this.match(QueryParser.TIME);
                    this.state = 880;
                    this.match(QueryParser.ZONE);
                    }
                }

                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public rowField(): RowFieldContext {
        let localContext = new RowFieldContext(this.context, this.state);
        this.enterRule(localContext, 104, QueryParser.RULE_rowField);
        let _la: number;
        try {
            this.enterOuterAlt(localContext, 1);
            {
            this.state = 885;
            localContext._first = this.type_();
            this.state = 887;
            this.errorHandler.sync(this);
            _la = this.tokenStream.LA(1);
            if (((((_la - 62)) & ~0x1F) === 0 && ((1 << (_la - 62)) & 1081473) !== 0) || ((((_la - 96)) & ~0x1F) === 0 && ((1 << (_la - 96)) & 786433) !== 0)) {
                {
                this.state = 886;
                localContext._second = this.type_();
                }
            }

            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }
    public typeParameter(): TypeParameterContext {
        let localContext = new TypeParameterContext(this.context, this.state);
        this.enterRule(localContext, 106, QueryParser.RULE_typeParameter);
        try {
            this.state = 891;
            this.errorHandler.sync(this);
            switch (this.tokenStream.LA(1)) {
            case QueryParser.INTEGER:
                this.enterOuterAlt(localContext, 1);
                {
                this.state = 889;
                localContext._digits = this.match(QueryParser.INTEGER);
                }
                break;
            case QueryParser.ARRAY_OF:
            case QueryParser.DOUBLE:
            case QueryParser.INTERVAL:
            case QueryParser.MAP:
            case QueryParser.ROW:
            case QueryParser.IDENTIFIER:
            case QueryParser.QUOTED_IDENTIFIER:
                this.enterOuterAlt(localContext, 2);
                {
                this.state = 890;
                localContext._inner = this.type_();
                }
                break;
            default:
                throw new antlr.NoViableAltException(this);
            }
        }
        catch (re) {
            if (re instanceof antlr.RecognitionException) {
                this.errorHandler.reportError(this, re);
                this.errorHandler.recover(this, re);
            } else {
                throw re;
            }
        }
        finally {
            this.exitRule();
        }
        return localContext;
    }

    public static readonly _serializedATN: number[] = [
        4,1,147,894,2,0,7,0,2,1,7,1,2,2,7,2,2,3,7,3,2,4,7,4,2,5,7,5,2,6,
        7,6,2,7,7,7,2,8,7,8,2,9,7,9,2,10,7,10,2,11,7,11,2,12,7,12,2,13,7,
        13,2,14,7,14,2,15,7,15,2,16,7,16,2,17,7,17,2,18,7,18,2,19,7,19,2,
        20,7,20,2,21,7,21,2,22,7,22,2,23,7,23,2,24,7,24,2,25,7,25,2,26,7,
        26,2,27,7,27,2,28,7,28,2,29,7,29,2,30,7,30,2,31,7,31,2,32,7,32,2,
        33,7,33,2,34,7,34,2,35,7,35,2,36,7,36,2,37,7,37,2,38,7,38,2,39,7,
        39,2,40,7,40,2,41,7,41,2,42,7,42,2,43,7,43,2,44,7,44,2,45,7,45,2,
        46,7,46,2,47,7,47,2,48,7,48,2,49,7,49,2,50,7,50,2,51,7,51,2,52,7,
        52,2,53,7,53,1,0,1,0,1,0,1,1,3,1,113,8,1,1,1,1,1,1,2,1,2,3,2,119,
        8,2,1,2,1,2,1,2,5,2,124,8,2,10,2,12,2,127,9,2,1,3,1,3,3,3,131,8,
        3,1,3,1,3,1,3,1,3,1,3,1,4,1,4,1,4,1,4,5,4,142,8,4,10,4,12,4,145,
        9,4,1,4,1,4,1,5,1,5,1,5,1,5,5,5,153,8,5,10,5,12,5,156,9,5,1,5,1,
        5,1,5,3,5,161,8,5,1,5,1,5,1,5,3,5,166,8,5,3,5,168,8,5,1,5,1,5,3,
        5,172,8,5,1,6,1,6,3,6,176,8,6,1,7,1,7,1,7,1,7,3,7,182,8,7,1,8,1,
        8,1,8,1,8,1,9,1,9,1,10,1,10,1,10,1,11,1,11,1,11,1,11,5,11,197,8,
        11,10,11,12,11,200,9,11,1,12,1,12,1,12,3,12,205,8,12,1,13,1,13,1,
        13,3,13,210,8,13,1,13,1,13,1,13,1,13,3,13,216,8,13,1,14,1,14,1,15,
        1,15,1,15,5,15,223,8,15,10,15,12,15,226,9,15,1,16,1,16,3,16,230,
        8,16,1,16,1,16,3,16,234,8,16,1,17,1,17,3,17,238,8,17,1,17,1,17,1,
        17,5,17,243,8,17,10,17,12,17,246,9,17,1,17,1,17,1,17,1,17,5,17,252,
        8,17,10,17,12,17,255,9,17,3,17,257,8,17,1,17,1,17,3,17,261,8,17,
        1,17,1,17,1,17,3,17,266,8,17,1,17,1,17,3,17,270,8,17,1,17,1,17,1,
        17,1,17,5,17,276,8,17,10,17,12,17,279,9,17,3,17,281,8,17,1,18,1,
        18,1,18,1,18,1,18,3,18,288,8,18,1,18,3,18,291,8,18,1,18,3,18,294,
        8,18,3,18,296,8,18,1,19,3,19,299,8,19,1,19,1,19,1,19,5,19,304,8,
        19,10,19,12,19,307,9,19,1,20,1,20,1,20,3,20,312,8,20,1,20,1,20,1,
        20,1,20,1,20,1,20,1,20,1,20,3,20,322,8,20,1,21,1,21,1,21,1,21,1,
        21,1,21,1,22,1,22,5,22,332,8,22,10,22,12,22,335,9,22,1,23,1,23,1,
        23,1,23,1,23,3,23,342,8,23,1,23,1,23,1,23,3,23,347,8,23,1,23,1,23,
        1,23,1,23,1,23,1,23,1,23,1,23,1,23,5,23,358,8,23,10,23,12,23,361,
        9,23,1,23,1,23,3,23,365,8,23,3,23,367,8,23,1,24,1,24,1,24,3,24,372,
        8,24,3,24,374,8,24,1,25,1,25,1,25,1,25,1,25,1,25,1,25,3,25,383,8,
        25,1,26,1,26,3,26,387,8,26,1,26,1,26,3,26,391,8,26,3,26,393,8,26,
        1,27,1,27,3,27,397,8,27,1,27,1,27,1,27,1,27,1,27,1,27,1,27,1,27,
        1,27,1,27,1,27,1,27,1,27,1,27,1,27,3,27,414,8,27,1,27,1,27,1,27,
        1,27,3,27,420,8,27,1,28,1,28,1,28,1,28,1,28,1,28,1,29,1,29,1,29,
        5,29,431,8,29,10,29,12,29,434,9,29,1,30,1,30,1,30,5,30,439,8,30,
        10,30,12,30,442,9,30,1,31,5,31,445,8,31,10,31,12,31,448,9,31,1,31,
        1,31,3,31,452,8,31,1,32,1,32,1,32,1,32,1,32,1,32,1,32,3,32,461,8,
        32,1,32,1,32,3,32,465,8,32,1,32,1,32,1,32,1,32,3,32,471,8,32,1,32,
        3,32,474,8,32,1,32,1,32,1,32,1,32,1,32,1,32,1,32,1,32,1,32,1,32,
        1,32,1,32,1,32,1,32,3,32,490,8,32,1,32,1,32,1,32,1,32,3,32,496,8,
        32,3,32,498,8,32,3,32,500,8,32,1,33,1,33,1,33,5,33,505,8,33,10,33,
        12,33,508,9,33,1,34,5,34,511,8,34,10,34,12,34,514,9,34,1,34,1,34,
        1,34,1,34,1,34,5,34,521,8,34,10,34,12,34,524,9,34,1,35,1,35,3,35,
        528,8,35,1,36,1,36,1,36,5,36,533,8,36,10,36,12,36,536,9,36,3,36,
        538,8,36,1,37,1,37,1,37,5,37,543,8,37,10,37,12,37,546,9,37,1,37,
        1,37,1,37,1,37,1,37,1,37,5,37,554,8,37,10,37,12,37,557,9,37,1,37,
        1,37,5,37,561,8,37,10,37,12,37,564,9,37,1,37,1,37,5,37,568,8,37,
        10,37,12,37,571,9,37,3,37,573,8,37,3,37,575,8,37,1,38,1,38,1,38,
        3,38,580,8,38,1,39,1,39,1,39,1,39,1,40,1,40,1,40,3,40,589,8,40,1,
        40,3,40,592,8,40,1,40,1,40,1,40,3,40,597,8,40,3,40,599,8,40,1,40,
        1,40,1,40,1,40,1,40,1,40,1,40,3,40,608,8,40,1,40,1,40,3,40,612,8,
        40,1,40,1,40,1,40,1,40,1,40,1,40,3,40,620,8,40,3,40,622,8,40,1,41,
        3,41,625,8,41,1,41,1,41,1,41,3,41,630,8,41,1,41,1,41,1,41,3,41,635,
        8,41,1,41,3,41,638,8,41,1,42,1,42,1,42,1,42,1,42,1,42,1,42,3,42,
        647,8,42,1,43,1,43,1,43,1,43,3,43,653,8,43,1,43,3,43,656,8,43,1,
        44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,3,44,666,8,44,1,44,1,44,1,
        44,1,44,1,44,1,44,1,44,1,44,1,44,5,44,677,8,44,10,44,12,44,680,9,
        44,3,44,682,8,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,3,44,692,
        8,44,1,44,1,44,1,44,1,44,3,44,698,8,44,1,44,1,44,1,44,3,44,703,8,
        44,1,44,4,44,706,8,44,11,44,12,44,707,1,44,1,44,3,44,712,8,44,1,
        44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,
        44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,3,
        44,740,8,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,3,44,751,
        8,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,1,44,
        3,44,765,8,44,1,44,3,44,768,8,44,1,44,1,44,1,44,1,44,1,44,1,44,1,
        44,1,44,1,44,5,44,779,8,44,10,44,12,44,782,9,44,1,44,1,44,1,44,1,
        44,1,44,1,44,1,44,3,44,791,8,44,3,44,793,8,44,1,45,1,45,1,45,1,45,
        1,45,1,46,1,46,3,46,802,8,46,1,46,1,46,1,46,1,46,3,46,808,8,46,1,
        47,1,47,1,47,1,47,3,47,814,8,47,3,47,816,8,47,1,48,1,48,1,49,1,49,
        1,49,5,49,823,8,49,10,49,12,49,826,9,49,1,50,1,50,5,50,830,8,50,
        10,50,12,50,833,9,50,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,
        1,51,1,51,5,51,846,8,51,10,51,12,51,849,9,51,1,51,1,51,1,51,1,51,
        1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,1,51,
        1,51,1,51,5,51,870,8,51,10,51,12,51,873,9,51,1,51,1,51,3,51,877,
        8,51,1,51,1,51,1,51,3,51,882,8,51,3,51,884,8,51,1,52,1,52,3,52,888,
        8,52,1,53,1,53,3,53,892,8,53,1,53,0,0,54,0,2,4,6,8,10,12,14,16,18,
        20,22,24,26,28,30,32,34,36,38,40,42,44,46,48,50,52,54,56,58,60,62,
        64,66,68,70,72,74,76,78,80,82,84,86,88,90,92,94,96,98,100,102,104,
        106,0,26,1,0,96,97,3,0,17,17,29,29,52,52,2,0,13,13,59,59,2,0,123,
        123,125,125,2,0,72,72,83,83,2,0,119,119,122,122,2,0,63,63,68,68,
        2,0,72,72,78,78,2,0,8,8,46,46,3,0,23,23,32,32,45,45,2,0,65,65,101,
        101,2,0,1,1,41,41,1,0,136,141,2,0,59,60,99,99,1,0,142,147,1,0,142,
        143,2,0,76,76,95,95,3,0,75,75,94,94,97,97,2,0,73,73,92,92,4,0,20,
        20,39,39,50,50,118,122,2,0,6,6,108,108,3,0,66,66,80,80,106,106,2,
        0,9,9,12,12,2,0,10,11,34,35,1,0,114,115,2,0,58,58,111,111,993,0,
        108,1,0,0,0,2,112,1,0,0,0,4,116,1,0,0,0,6,128,1,0,0,0,8,137,1,0,
        0,0,10,148,1,0,0,0,12,173,1,0,0,0,14,181,1,0,0,0,16,183,1,0,0,0,
        18,187,1,0,0,0,20,189,1,0,0,0,22,192,1,0,0,0,24,201,1,0,0,0,26,206,
        1,0,0,0,28,217,1,0,0,0,30,219,1,0,0,0,32,227,1,0,0,0,34,235,1,0,
        0,0,36,295,1,0,0,0,38,298,1,0,0,0,40,321,1,0,0,0,42,323,1,0,0,0,
        44,329,1,0,0,0,46,366,1,0,0,0,48,373,1,0,0,0,50,375,1,0,0,0,52,384,
        1,0,0,0,54,419,1,0,0,0,56,421,1,0,0,0,58,427,1,0,0,0,60,435,1,0,
        0,0,62,446,1,0,0,0,64,499,1,0,0,0,66,501,1,0,0,0,68,512,1,0,0,0,
        70,527,1,0,0,0,72,537,1,0,0,0,74,539,1,0,0,0,76,579,1,0,0,0,78,581,
        1,0,0,0,80,585,1,0,0,0,82,624,1,0,0,0,84,639,1,0,0,0,86,655,1,0,
        0,0,88,792,1,0,0,0,90,794,1,0,0,0,92,799,1,0,0,0,94,815,1,0,0,0,
        96,817,1,0,0,0,98,819,1,0,0,0,100,827,1,0,0,0,102,883,1,0,0,0,104,
        885,1,0,0,0,106,891,1,0,0,0,108,109,3,2,1,0,109,110,5,0,0,1,110,
        1,1,0,0,0,111,113,3,4,2,0,112,111,1,0,0,0,112,113,1,0,0,0,113,114,
        1,0,0,0,114,115,3,10,5,0,115,3,1,0,0,0,116,118,5,58,0,0,117,119,
        5,44,0,0,118,117,1,0,0,0,118,119,1,0,0,0,119,120,1,0,0,0,120,125,
        3,6,3,0,121,122,5,130,0,0,122,124,3,6,3,0,123,121,1,0,0,0,124,127,
        1,0,0,0,125,123,1,0,0,0,125,126,1,0,0,0,126,5,1,0,0,0,127,125,1,
        0,0,0,128,130,3,96,48,0,129,131,3,8,4,0,130,129,1,0,0,0,130,131,
        1,0,0,0,131,132,1,0,0,0,132,133,5,2,0,0,133,134,3,18,9,0,134,135,
        3,2,1,0,135,136,5,126,0,0,136,7,1,0,0,0,137,138,5,125,0,0,138,143,
        3,96,48,0,139,140,5,130,0,0,140,142,3,96,48,0,141,139,1,0,0,0,142,
        145,1,0,0,0,143,141,1,0,0,0,143,144,1,0,0,0,144,146,1,0,0,0,145,
        143,1,0,0,0,146,147,5,126,0,0,147,9,1,0,0,0,148,154,3,14,7,0,149,
        150,3,12,6,0,150,151,3,14,7,0,151,153,1,0,0,0,152,149,1,0,0,0,153,
        156,1,0,0,0,154,152,1,0,0,0,154,155,1,0,0,0,155,160,1,0,0,0,156,
        154,1,0,0,0,157,158,5,42,0,0,158,159,5,4,0,0,159,161,3,30,15,0,160,
        157,1,0,0,0,160,161,1,0,0,0,161,167,1,0,0,0,162,163,5,86,0,0,163,
        165,3,28,14,0,164,166,7,0,0,0,165,164,1,0,0,0,165,166,1,0,0,0,166,
        168,1,0,0,0,167,162,1,0,0,0,167,168,1,0,0,0,168,171,1,0,0,0,169,
        172,3,24,12,0,170,172,3,26,13,0,171,169,1,0,0,0,171,170,1,0,0,0,
        171,172,1,0,0,0,172,11,1,0,0,0,173,175,7,1,0,0,174,176,7,2,0,0,175,
        174,1,0,0,0,175,176,1,0,0,0,176,13,1,0,0,0,177,182,3,34,17,0,178,
        182,3,22,11,0,179,182,3,20,10,0,180,182,3,16,8,0,181,177,1,0,0,0,
        181,178,1,0,0,0,181,179,1,0,0,0,181,180,1,0,0,0,182,15,1,0,0,0,183,
        184,3,18,9,0,184,185,3,10,5,0,185,186,5,126,0,0,186,17,1,0,0,0,187,
        188,7,3,0,0,188,19,1,0,0,0,189,190,5,48,0,0,190,191,3,98,49,0,191,
        21,1,0,0,0,192,193,5,55,0,0,193,198,3,60,30,0,194,195,5,130,0,0,
        195,197,3,60,30,0,196,194,1,0,0,0,197,200,1,0,0,0,198,196,1,0,0,
        0,198,199,1,0,0,0,199,23,1,0,0,0,200,198,1,0,0,0,201,204,5,81,0,
        0,202,205,5,59,0,0,203,205,3,28,14,0,204,202,1,0,0,0,204,203,1,0,
        0,0,205,25,1,0,0,0,206,207,5,70,0,0,207,209,7,4,0,0,208,210,3,28,
        14,0,209,208,1,0,0,0,209,210,1,0,0,0,210,211,1,0,0,0,211,215,7,0,
        0,0,212,216,5,87,0,0,213,214,5,58,0,0,214,216,5,103,0,0,215,212,
        1,0,0,0,215,213,1,0,0,0,216,27,1,0,0,0,217,218,7,5,0,0,218,29,1,
        0,0,0,219,224,3,32,16,0,220,221,5,130,0,0,221,223,3,32,16,0,222,
        220,1,0,0,0,223,226,1,0,0,0,224,222,1,0,0,0,224,225,1,0,0,0,225,
        31,1,0,0,0,226,224,1,0,0,0,227,229,3,60,30,0,228,230,7,6,0,0,229,
        228,1,0,0,0,229,230,1,0,0,0,230,233,1,0,0,0,231,232,5,84,0,0,232,
        234,7,7,0,0,233,231,1,0,0,0,233,234,1,0,0,0,234,33,1,0,0,0,235,237,
        5,47,0,0,236,238,7,2,0,0,237,236,1,0,0,0,237,238,1,0,0,0,238,239,
        1,0,0,0,239,244,3,36,18,0,240,241,5,130,0,0,241,243,3,36,18,0,242,
        240,1,0,0,0,243,246,1,0,0,0,244,242,1,0,0,0,244,245,1,0,0,0,245,
        256,1,0,0,0,246,244,1,0,0,0,247,248,5,22,0,0,248,253,3,44,22,0,249,
        250,5,130,0,0,250,252,3,44,22,0,251,249,1,0,0,0,252,255,1,0,0,0,
        253,251,1,0,0,0,253,254,1,0,0,0,254,257,1,0,0,0,255,253,1,0,0,0,
        256,247,1,0,0,0,256,257,1,0,0,0,257,260,1,0,0,0,258,259,5,57,0,0,
        259,261,3,60,30,0,260,258,1,0,0,0,260,261,1,0,0,0,261,265,1,0,0,
        0,262,263,5,24,0,0,263,264,5,4,0,0,264,266,3,38,19,0,265,262,1,0,
        0,0,265,266,1,0,0,0,266,269,1,0,0,0,267,268,5,26,0,0,268,270,3,60,
        30,0,269,267,1,0,0,0,269,270,1,0,0,0,270,280,1,0,0,0,271,272,5,110,
        0,0,272,277,3,42,21,0,273,274,5,130,0,0,274,276,3,42,21,0,275,273,
        1,0,0,0,276,279,1,0,0,0,277,275,1,0,0,0,277,278,1,0,0,0,278,281,
        1,0,0,0,279,277,1,0,0,0,280,271,1,0,0,0,280,281,1,0,0,0,281,35,1,
        0,0,0,282,296,5,144,0,0,283,293,3,60,30,0,284,287,5,132,0,0,285,
        286,5,2,0,0,286,288,3,8,4,0,287,285,1,0,0,0,287,288,1,0,0,0,288,
        294,1,0,0,0,289,291,5,2,0,0,290,289,1,0,0,0,290,291,1,0,0,0,291,
        292,1,0,0,0,292,294,3,96,48,0,293,284,1,0,0,0,293,290,1,0,0,0,293,
        294,1,0,0,0,294,296,1,0,0,0,295,282,1,0,0,0,295,283,1,0,0,0,296,
        37,1,0,0,0,297,299,7,2,0,0,298,297,1,0,0,0,298,299,1,0,0,0,299,300,
        1,0,0,0,300,305,3,40,20,0,301,302,5,130,0,0,302,304,3,40,20,0,303,
        301,1,0,0,0,304,307,1,0,0,0,305,303,1,0,0,0,305,306,1,0,0,0,306,
        39,1,0,0,0,307,305,1,0,0,0,308,309,7,8,0,0,309,311,5,125,0,0,310,
        312,3,58,29,0,311,310,1,0,0,0,311,312,1,0,0,0,312,313,1,0,0,0,313,
        322,5,126,0,0,314,315,5,74,0,0,315,316,5,98,0,0,316,317,5,125,0,
        0,317,318,3,58,29,0,318,319,5,126,0,0,319,322,1,0,0,0,320,322,3,
        60,30,0,321,308,1,0,0,0,321,314,1,0,0,0,321,320,1,0,0,0,322,41,1,
        0,0,0,323,324,3,96,48,0,324,325,5,2,0,0,325,326,5,125,0,0,326,327,
        3,82,41,0,327,328,5,126,0,0,328,43,1,0,0,0,329,333,3,50,25,0,330,
        332,3,46,23,0,331,330,1,0,0,0,332,335,1,0,0,0,333,331,1,0,0,0,333,
        334,1,0,0,0,334,45,1,0,0,0,335,333,1,0,0,0,336,337,5,7,0,0,337,338,
        5,31,0,0,338,367,3,50,25,0,339,341,5,36,0,0,340,342,3,48,24,0,341,
        340,1,0,0,0,341,342,1,0,0,0,342,343,1,0,0,0,343,344,5,31,0,0,344,
        367,3,50,25,0,345,347,3,48,24,0,346,345,1,0,0,0,346,347,1,0,0,0,
        347,348,1,0,0,0,348,349,5,31,0,0,349,364,3,44,22,0,350,351,5,40,
        0,0,351,365,3,60,30,0,352,353,5,54,0,0,353,354,5,125,0,0,354,359,
        3,96,48,0,355,356,5,130,0,0,356,358,3,96,48,0,357,355,1,0,0,0,358,
        361,1,0,0,0,359,357,1,0,0,0,359,360,1,0,0,0,360,362,1,0,0,0,361,
        359,1,0,0,0,362,363,5,126,0,0,363,365,1,0,0,0,364,350,1,0,0,0,364,
        352,1,0,0,0,365,367,1,0,0,0,366,336,1,0,0,0,366,339,1,0,0,0,366,
        346,1,0,0,0,367,47,1,0,0,0,368,374,5,28,0,0,369,371,7,9,0,0,370,
        372,5,43,0,0,371,370,1,0,0,0,371,372,1,0,0,0,372,374,1,0,0,0,373,
        368,1,0,0,0,373,369,1,0,0,0,374,49,1,0,0,0,375,382,3,52,26,0,376,
        377,5,102,0,0,377,378,7,10,0,0,378,379,5,125,0,0,379,380,3,60,30,
        0,380,381,5,126,0,0,381,383,1,0,0,0,382,376,1,0,0,0,382,383,1,0,
        0,0,383,51,1,0,0,0,384,392,3,54,27,0,385,387,5,2,0,0,386,385,1,0,
        0,0,386,387,1,0,0,0,387,388,1,0,0,0,388,390,3,96,48,0,389,391,3,
        8,4,0,390,389,1,0,0,0,390,391,1,0,0,0,391,393,1,0,0,0,392,386,1,
        0,0,0,392,393,1,0,0,0,393,53,1,0,0,0,394,396,3,98,49,0,395,397,3,
        56,28,0,396,395,1,0,0,0,396,397,1,0,0,0,397,420,1,0,0,0,398,399,
        5,123,0,0,399,400,3,2,1,0,400,401,5,126,0,0,401,420,1,0,0,0,402,
        403,5,79,0,0,403,404,3,18,9,0,404,405,3,2,1,0,405,406,5,126,0,0,
        406,420,1,0,0,0,407,408,5,53,0,0,408,409,5,125,0,0,409,410,3,58,
        29,0,410,413,5,126,0,0,411,412,5,58,0,0,412,414,5,88,0,0,413,411,
        1,0,0,0,413,414,1,0,0,0,414,420,1,0,0,0,415,416,5,125,0,0,416,417,
        3,44,22,0,417,418,5,126,0,0,418,420,1,0,0,0,419,394,1,0,0,0,419,
        398,1,0,0,0,419,402,1,0,0,0,419,407,1,0,0,0,419,415,1,0,0,0,420,
        55,1,0,0,0,421,422,5,21,0,0,422,423,5,114,0,0,423,424,5,2,0,0,424,
        425,5,85,0,0,425,426,3,66,33,0,426,57,1,0,0,0,427,432,3,60,30,0,
        428,429,5,130,0,0,429,431,3,60,30,0,430,428,1,0,0,0,431,434,1,0,
        0,0,432,430,1,0,0,0,432,433,1,0,0,0,433,59,1,0,0,0,434,432,1,0,0,
        0,435,440,3,62,31,0,436,437,7,11,0,0,437,439,3,62,31,0,438,436,1,
        0,0,0,439,442,1,0,0,0,440,438,1,0,0,0,440,441,1,0,0,0,441,61,1,0,
        0,0,442,440,1,0,0,0,443,445,5,38,0,0,444,443,1,0,0,0,445,448,1,0,
        0,0,446,444,1,0,0,0,446,447,1,0,0,0,447,449,1,0,0,0,448,446,1,0,
        0,0,449,451,3,66,33,0,450,452,3,64,32,0,451,450,1,0,0,0,451,452,
        1,0,0,0,452,63,1,0,0,0,453,460,7,12,0,0,454,461,3,66,33,0,455,456,
        7,13,0,0,456,457,3,18,9,0,457,458,3,2,1,0,458,459,5,126,0,0,459,
        461,1,0,0,0,460,454,1,0,0,0,460,455,1,0,0,0,461,500,1,0,0,0,462,
        464,5,30,0,0,463,465,5,38,0,0,464,463,1,0,0,0,464,465,1,0,0,0,465,
        470,1,0,0,0,466,471,5,39,0,0,467,468,5,13,0,0,468,469,5,22,0,0,469,
        471,3,66,33,0,470,466,1,0,0,0,470,467,1,0,0,0,471,500,1,0,0,0,472,
        474,5,38,0,0,473,472,1,0,0,0,473,474,1,0,0,0,474,497,1,0,0,0,475,
        476,5,3,0,0,476,477,3,66,33,0,477,478,5,1,0,0,478,479,3,66,33,0,
        479,498,1,0,0,0,480,489,5,27,0,0,481,482,5,125,0,0,482,483,3,58,
        29,0,483,484,5,126,0,0,484,490,1,0,0,0,485,486,5,123,0,0,486,487,
        3,2,1,0,487,488,5,126,0,0,488,490,1,0,0,0,489,481,1,0,0,0,489,485,
        1,0,0,0,490,498,1,0,0,0,491,492,5,33,0,0,492,495,3,66,33,0,493,494,
        5,16,0,0,494,496,3,66,33,0,495,493,1,0,0,0,495,496,1,0,0,0,496,498,
        1,0,0,0,497,475,1,0,0,0,497,480,1,0,0,0,497,491,1,0,0,0,498,500,
        1,0,0,0,499,453,1,0,0,0,499,462,1,0,0,0,499,473,1,0,0,0,500,65,1,
        0,0,0,501,506,3,68,34,0,502,503,7,14,0,0,503,505,3,68,34,0,504,502,
        1,0,0,0,505,508,1,0,0,0,506,504,1,0,0,0,506,507,1,0,0,0,507,67,1,
        0,0,0,508,506,1,0,0,0,509,511,7,15,0,0,510,509,1,0,0,0,511,514,1,
        0,0,0,512,510,1,0,0,0,512,513,1,0,0,0,513,515,1,0,0,0,514,512,1,
        0,0,0,515,522,3,72,36,0,516,517,5,64,0,0,517,518,5,104,0,0,518,519,
        5,112,0,0,519,521,3,70,35,0,520,516,1,0,0,0,521,524,1,0,0,0,522,
        520,1,0,0,0,522,523,1,0,0,0,523,69,1,0,0,0,524,522,1,0,0,0,525,528,
        3,94,47,0,526,528,3,92,46,0,527,525,1,0,0,0,527,526,1,0,0,0,528,
        71,1,0,0,0,529,538,3,74,37,0,530,534,3,88,44,0,531,533,3,76,38,0,
        532,531,1,0,0,0,533,536,1,0,0,0,534,532,1,0,0,0,534,535,1,0,0,0,
        535,538,1,0,0,0,536,534,1,0,0,0,537,529,1,0,0,0,537,530,1,0,0,0,
        538,73,1,0,0,0,539,574,3,96,48,0,540,544,3,94,47,0,541,543,3,76,
        38,0,542,541,1,0,0,0,543,546,1,0,0,0,544,542,1,0,0,0,544,545,1,0,
        0,0,545,575,1,0,0,0,546,544,1,0,0,0,547,548,5,134,0,0,548,549,3,
        60,30,0,549,550,5,127,0,0,550,575,1,0,0,0,551,552,5,131,0,0,552,
        554,3,96,48,0,553,551,1,0,0,0,554,557,1,0,0,0,555,553,1,0,0,0,555,
        556,1,0,0,0,556,572,1,0,0,0,557,555,1,0,0,0,558,562,3,80,40,0,559,
        561,3,76,38,0,560,559,1,0,0,0,561,564,1,0,0,0,562,560,1,0,0,0,562,
        563,1,0,0,0,563,573,1,0,0,0,564,562,1,0,0,0,565,569,3,78,39,0,566,
        568,3,76,38,0,567,566,1,0,0,0,568,571,1,0,0,0,569,567,1,0,0,0,569,
        570,1,0,0,0,570,573,1,0,0,0,571,569,1,0,0,0,572,558,1,0,0,0,572,
        565,1,0,0,0,572,573,1,0,0,0,573,575,1,0,0,0,574,540,1,0,0,0,574,
        547,1,0,0,0,574,555,1,0,0,0,575,75,1,0,0,0,576,580,3,78,39,0,577,
        578,5,131,0,0,578,580,3,96,48,0,579,576,1,0,0,0,579,577,1,0,0,0,
        580,77,1,0,0,0,581,582,5,128,0,0,582,583,3,66,33,0,583,584,5,129,
        0,0,584,79,1,0,0,0,585,598,5,125,0,0,586,599,5,144,0,0,587,589,7,
        2,0,0,588,587,1,0,0,0,588,589,1,0,0,0,589,591,1,0,0,0,590,592,3,
        58,29,0,591,590,1,0,0,0,591,592,1,0,0,0,592,596,1,0,0,0,593,594,
        5,42,0,0,594,595,5,4,0,0,595,597,3,30,15,0,596,593,1,0,0,0,596,597,
        1,0,0,0,597,599,1,0,0,0,598,586,1,0,0,0,598,588,1,0,0,0,599,600,
        1,0,0,0,600,607,5,126,0,0,601,602,5,71,0,0,602,603,5,125,0,0,603,
        604,5,57,0,0,604,605,3,60,30,0,605,606,5,126,0,0,606,608,1,0,0,0,
        607,601,1,0,0,0,607,608,1,0,0,0,608,621,1,0,0,0,609,610,7,16,0,0,
        610,612,5,84,0,0,611,609,1,0,0,0,611,612,1,0,0,0,612,613,1,0,0,0,
        613,619,5,89,0,0,614,620,3,96,48,0,615,616,5,125,0,0,616,617,3,82,
        41,0,617,618,5,126,0,0,618,620,1,0,0,0,619,614,1,0,0,0,619,615,1,
        0,0,0,620,622,1,0,0,0,621,611,1,0,0,0,621,622,1,0,0,0,622,81,1,0,
        0,0,623,625,3,96,48,0,624,623,1,0,0,0,624,625,1,0,0,0,625,629,1,
        0,0,0,626,627,5,90,0,0,627,628,5,4,0,0,628,630,3,58,29,0,629,626,
        1,0,0,0,629,630,1,0,0,0,630,634,1,0,0,0,631,632,5,42,0,0,632,633,
        5,4,0,0,633,635,3,30,15,0,634,631,1,0,0,0,634,635,1,0,0,0,635,637,
        1,0,0,0,636,638,3,84,42,0,637,636,1,0,0,0,637,638,1,0,0,0,638,83,
        1,0,0,0,639,646,7,17,0,0,640,641,5,3,0,0,641,642,3,86,43,0,642,643,
        5,1,0,0,643,644,3,86,43,0,644,647,1,0,0,0,645,647,3,86,43,0,646,
        640,1,0,0,0,646,645,1,0,0,0,647,85,1,0,0,0,648,649,5,67,0,0,649,
        656,5,96,0,0,650,653,5,109,0,0,651,653,3,66,33,0,652,650,1,0,0,0,
        652,651,1,0,0,0,653,654,1,0,0,0,654,656,7,18,0,0,655,648,1,0,0,0,
        655,652,1,0,0,0,656,87,1,0,0,0,657,793,7,19,0,0,658,793,3,94,47,
        0,659,793,3,92,46,0,660,661,5,69,0,0,661,662,5,93,0,0,662,793,3,
        94,47,0,663,665,5,125,0,0,664,666,3,58,29,0,665,664,1,0,0,0,665,
        666,1,0,0,0,666,667,1,0,0,0,667,793,5,126,0,0,668,669,5,123,0,0,
        669,670,3,2,1,0,670,671,5,126,0,0,671,793,1,0,0,0,672,681,5,124,
        0,0,673,678,3,96,48,0,674,675,5,130,0,0,675,677,3,96,48,0,676,674,
        1,0,0,0,677,680,1,0,0,0,678,676,1,0,0,0,678,679,1,0,0,0,679,682,
        1,0,0,0,680,678,1,0,0,0,681,673,1,0,0,0,681,682,1,0,0,0,682,683,
        1,0,0,0,683,684,5,126,0,0,684,685,5,134,0,0,685,686,3,60,30,0,686,
        687,5,127,0,0,687,793,1,0,0,0,688,689,5,96,0,0,689,691,5,125,0,0,
        690,692,3,58,29,0,691,690,1,0,0,0,691,692,1,0,0,0,692,693,1,0,0,
        0,693,793,5,126,0,0,694,695,5,61,0,0,695,697,5,128,0,0,696,698,3,
        58,29,0,697,696,1,0,0,0,697,698,1,0,0,0,698,699,1,0,0,0,699,793,
        5,129,0,0,700,702,5,5,0,0,701,703,3,60,30,0,702,701,1,0,0,0,702,
        703,1,0,0,0,703,705,1,0,0,0,704,706,3,90,45,0,705,704,1,0,0,0,706,
        707,1,0,0,0,707,705,1,0,0,0,707,708,1,0,0,0,708,711,1,0,0,0,709,
        710,5,14,0,0,710,712,3,60,30,0,711,709,1,0,0,0,711,712,1,0,0,0,712,
        713,1,0,0,0,713,714,5,15,0,0,714,793,1,0,0,0,715,716,7,20,0,0,716,
        717,5,125,0,0,717,718,3,60,30,0,718,719,5,2,0,0,719,720,3,100,50,
        0,720,721,5,126,0,0,721,793,1,0,0,0,722,723,5,18,0,0,723,724,3,18,
        9,0,724,725,3,2,1,0,725,726,5,126,0,0,726,793,1,0,0,0,727,728,5,
        19,0,0,728,729,5,125,0,0,729,730,3,96,48,0,730,731,5,22,0,0,731,
        732,3,66,33,0,732,733,5,126,0,0,733,793,1,0,0,0,734,735,5,37,0,0,
        735,736,5,125,0,0,736,739,3,66,33,0,737,738,5,130,0,0,738,740,5,
        114,0,0,739,737,1,0,0,0,739,740,1,0,0,0,740,741,1,0,0,0,741,742,
        5,126,0,0,742,793,1,0,0,0,743,744,5,100,0,0,744,745,5,125,0,0,745,
        746,3,66,33,0,746,747,5,22,0,0,747,750,3,66,33,0,748,749,5,21,0,
        0,749,751,3,66,33,0,750,748,1,0,0,0,750,751,1,0,0,0,751,752,1,0,
        0,0,752,753,5,126,0,0,753,793,1,0,0,0,754,755,5,91,0,0,755,756,5,
        125,0,0,756,757,3,66,33,0,757,758,5,27,0,0,758,759,3,66,33,0,759,
        760,5,126,0,0,760,793,1,0,0,0,761,762,5,107,0,0,762,764,5,125,0,
        0,763,765,7,21,0,0,764,763,1,0,0,0,764,765,1,0,0,0,765,767,1,0,0,
        0,766,768,3,66,33,0,767,766,1,0,0,0,767,768,1,0,0,0,768,769,1,0,
        0,0,769,770,5,22,0,0,770,771,3,66,33,0,771,772,5,126,0,0,772,793,
        1,0,0,0,773,774,5,25,0,0,774,775,5,125,0,0,775,780,3,98,49,0,776,
        777,5,130,0,0,777,779,3,98,49,0,778,776,1,0,0,0,779,782,1,0,0,0,
        780,778,1,0,0,0,780,781,1,0,0,0,781,783,1,0,0,0,782,780,1,0,0,0,
        783,784,5,126,0,0,784,793,1,0,0,0,785,793,7,22,0,0,786,790,7,23,
        0,0,787,788,5,125,0,0,788,789,5,119,0,0,789,791,5,126,0,0,790,787,
        1,0,0,0,790,791,1,0,0,0,791,793,1,0,0,0,792,657,1,0,0,0,792,658,
        1,0,0,0,792,659,1,0,0,0,792,660,1,0,0,0,792,663,1,0,0,0,792,668,
        1,0,0,0,792,672,1,0,0,0,792,688,1,0,0,0,792,694,1,0,0,0,792,700,
        1,0,0,0,792,715,1,0,0,0,792,722,1,0,0,0,792,727,1,0,0,0,792,734,
        1,0,0,0,792,743,1,0,0,0,792,754,1,0,0,0,792,761,1,0,0,0,792,773,
        1,0,0,0,792,785,1,0,0,0,792,786,1,0,0,0,793,89,1,0,0,0,794,795,5,
        56,0,0,795,796,3,60,30,0,796,797,5,49,0,0,797,798,3,60,30,0,798,
        91,1,0,0,0,799,801,5,77,0,0,800,802,7,15,0,0,801,800,1,0,0,0,801,
        802,1,0,0,0,802,803,1,0,0,0,803,804,3,94,47,0,804,807,5,114,0,0,
        805,806,5,105,0,0,806,808,5,114,0,0,807,805,1,0,0,0,807,808,1,0,
        0,0,808,93,1,0,0,0,809,816,5,116,0,0,810,813,5,117,0,0,811,812,5,
        51,0,0,812,814,5,116,0,0,813,811,1,0,0,0,813,814,1,0,0,0,814,816,
        1,0,0,0,815,809,1,0,0,0,815,810,1,0,0,0,816,95,1,0,0,0,817,818,7,
        24,0,0,818,97,1,0,0,0,819,824,3,96,48,0,820,821,5,131,0,0,821,823,
        3,96,48,0,822,820,1,0,0,0,823,826,1,0,0,0,824,822,1,0,0,0,824,825,
        1,0,0,0,825,99,1,0,0,0,826,824,1,0,0,0,827,831,3,102,51,0,828,830,
        5,61,0,0,829,828,1,0,0,0,830,833,1,0,0,0,831,829,1,0,0,0,831,832,
        1,0,0,0,832,101,1,0,0,0,833,831,1,0,0,0,834,835,5,77,0,0,835,836,
        5,114,0,0,836,837,5,105,0,0,837,884,5,114,0,0,838,839,5,69,0,0,839,
        884,5,93,0,0,840,841,5,96,0,0,841,842,5,125,0,0,842,847,3,104,52,
        0,843,844,5,130,0,0,844,846,3,104,52,0,845,843,1,0,0,0,846,849,1,
        0,0,0,847,845,1,0,0,0,847,848,1,0,0,0,848,850,1,0,0,0,849,847,1,
        0,0,0,850,851,5,126,0,0,851,884,1,0,0,0,852,853,5,62,0,0,853,854,
        5,138,0,0,854,855,3,100,50,0,855,856,5,140,0,0,856,884,1,0,0,0,857,
        858,5,82,0,0,858,859,5,138,0,0,859,860,3,100,50,0,860,861,5,130,
        0,0,861,862,3,100,50,0,862,863,5,140,0,0,863,884,1,0,0,0,864,876,
        3,98,49,0,865,866,5,125,0,0,866,871,3,106,53,0,867,868,5,130,0,0,
        868,870,3,106,53,0,869,867,1,0,0,0,870,873,1,0,0,0,871,869,1,0,0,
        0,871,872,1,0,0,0,872,874,1,0,0,0,873,871,1,0,0,0,874,875,5,126,
        0,0,875,877,1,0,0,0,876,865,1,0,0,0,876,877,1,0,0,0,877,881,1,0,
        0,0,878,879,7,25,0,0,879,880,5,104,0,0,880,882,5,112,0,0,881,878,
        1,0,0,0,881,882,1,0,0,0,882,884,1,0,0,0,883,834,1,0,0,0,883,838,
        1,0,0,0,883,840,1,0,0,0,883,852,1,0,0,0,883,857,1,0,0,0,883,864,
        1,0,0,0,884,103,1,0,0,0,885,887,3,100,50,0,886,888,3,100,50,0,887,
        886,1,0,0,0,887,888,1,0,0,0,888,105,1,0,0,0,889,892,5,119,0,0,890,
        892,3,100,50,0,891,889,1,0,0,0,891,890,1,0,0,0,892,107,1,0,0,0,119,
        112,118,125,130,143,154,160,165,167,171,175,181,198,204,209,215,
        224,229,233,237,244,253,256,260,265,269,277,280,287,290,293,295,
        298,305,311,321,333,341,346,359,364,366,371,373,382,386,390,392,
        396,413,419,432,440,446,451,460,464,470,473,489,495,497,499,506,
        512,522,527,534,537,544,555,562,569,572,574,579,588,591,596,598,
        607,611,619,621,624,629,634,637,646,652,655,665,678,681,691,697,
        702,707,711,739,750,764,767,780,790,792,801,807,813,815,824,831,
        847,871,876,881,883,887,891
    ];

    private static __ATN: antlr.ATN;
    public static get _ATN(): antlr.ATN {
        if (!QueryParser.__ATN) {
            QueryParser.__ATN = new antlr.ATNDeserializer().deserialize(QueryParser._serializedATN);
        }

        return QueryParser.__ATN;
    }


    private static readonly vocabulary = new antlr.Vocabulary(QueryParser.literalNames, QueryParser.symbolicNames, []);

    public override get vocabulary(): antlr.Vocabulary {
        return QueryParser.vocabulary;
    }

    private static readonly decisionsToDFA = QueryParser._ATN.decisionToState.map( (ds: antlr.DecisionState, index: number) => new antlr.DFA(ds, index) );
}

export class StatementContext extends antlr.ParserRuleContext {
    public _root?: QueryContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public EOF(): antlr.TerminalNode {
        return this.getToken(QueryParser.EOF, 0)!;
    }
    public query(): QueryContext {
        return this.getRuleContext(0, QueryContext)!;
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_statement;
    }
}


export class QueryContext extends antlr.ParserRuleContext {
    public _withClause?: WithContext;
    public _body?: QueryNoWithContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public queryNoWith(): QueryNoWithContext {
        return this.getRuleContext(0, QueryNoWithContext)!;
    }
    public with(): WithContext | null {
        return this.getRuleContext(0, WithContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_query;
    }
}


export class WithContext extends antlr.ParserRuleContext {
    public _recursive?: Token | null;
    public _commonTable?: CommonTableContext;
    public _tables: CommonTableContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public WITH(): antlr.TerminalNode {
        return this.getToken(QueryParser.WITH, 0)!;
    }
    public commonTable(): CommonTableContext[];
    public commonTable(i: number): CommonTableContext | null;
    public commonTable(i?: number): CommonTableContext[] | CommonTableContext | null {
        if (i === undefined) {
            return this.getRuleContexts(CommonTableContext);
        }

        return this.getRuleContext(i, CommonTableContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public RECURSIVE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.RECURSIVE, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_with;
    }
}


export class CommonTableContext extends antlr.ParserRuleContext {
    public _name?: IdentifierContext;
    public _columns?: ColumnAliasesContext;
    public _inner?: QueryContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public AS(): antlr.TerminalNode {
        return this.getToken(QueryParser.AS, 0)!;
    }
    public open(): OpenContext {
        return this.getRuleContext(0, OpenContext)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public identifier(): IdentifierContext {
        return this.getRuleContext(0, IdentifierContext)!;
    }
    public query(): QueryContext {
        return this.getRuleContext(0, QueryContext)!;
    }
    public columnAliases(): ColumnAliasesContext | null {
        return this.getRuleContext(0, ColumnAliasesContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_commonTable;
    }
}


export class ColumnAliasesContext extends antlr.ParserRuleContext {
    public _identifier?: IdentifierContext;
    public _names: IdentifierContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public identifier(): IdentifierContext[];
    public identifier(i: number): IdentifierContext | null;
    public identifier(i?: number): IdentifierContext[] | IdentifierContext | null {
        if (i === undefined) {
            return this.getRuleContexts(IdentifierContext);
        }

        return this.getRuleContext(i, IdentifierContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_columnAliases;
    }
}


export class QueryNoWithContext extends antlr.ParserRuleContext {
    public _queryTerm?: QueryTermContext;
    public _terms: QueryTermContext[] = [];
    public _setOperator?: SetOperatorContext;
    public _operators: SetOperatorContext[] = [];
    public _sort?: SortItemsContext;
    public _offset?: RowCountContext;
    public _limit?: LimitClauseContext;
    public _fetch?: FetchClauseContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public queryTerm(): QueryTermContext[];
    public queryTerm(i: number): QueryTermContext | null;
    public queryTerm(i?: number): QueryTermContext[] | QueryTermContext | null {
        if (i === undefined) {
            return this.getRuleContexts(QueryTermContext);
        }

        return this.getRuleContext(i, QueryTermContext);
    }
    public ORDER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ORDER, 0);
    }
    public BY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BY, 0);
    }
    public OFFSET(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OFFSET, 0);
    }
    public setOperator(): SetOperatorContext[];
    public setOperator(i: number): SetOperatorContext | null;
    public setOperator(i?: number): SetOperatorContext[] | SetOperatorContext | null {
        if (i === undefined) {
            return this.getRuleContexts(SetOperatorContext);
        }

        return this.getRuleContext(i, SetOperatorContext);
    }
    public sortItems(): SortItemsContext | null {
        return this.getRuleContext(0, SortItemsContext);
    }
    public rowCount(): RowCountContext | null {
        return this.getRuleContext(0, RowCountContext);
    }
    public limitClause(): LimitClauseContext | null {
        return this.getRuleContext(0, LimitClauseContext);
    }
    public fetchClause(): FetchClauseContext | null {
        return this.getRuleContext(0, FetchClauseContext);
    }
    public ROW(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROW, 0);
    }
    public ROWS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROWS, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_queryNoWith;
    }
}


export class SetOperatorContext extends antlr.ParserRuleContext {
    public _operator?: Token | null;
    public _quantifier?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public UNION(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.UNION, 0);
    }
    public INTERSECT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.INTERSECT, 0);
    }
    public EXCEPT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.EXCEPT, 0);
    }
    public ALL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ALL, 0);
    }
    public DISTINCT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DISTINCT, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_setOperator;
    }
}


export class QueryTermContext extends antlr.ParserRuleContext {
    public _selection?: SelectContext;
    public _rows?: ValuesContext;
    public _table?: TableTermContext;
    public _nested?: NestedQueryContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public select(): SelectContext | null {
        return this.getRuleContext(0, SelectContext);
    }
    public values(): ValuesContext | null {
        return this.getRuleContext(0, ValuesContext);
    }
    public tableTerm(): TableTermContext | null {
        return this.getRuleContext(0, TableTermContext);
    }
    public nestedQuery(): NestedQueryContext | null {
        return this.getRuleContext(0, NestedQueryContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_queryTerm;
    }
}


export class NestedQueryContext extends antlr.ParserRuleContext {
    public _body?: QueryNoWithContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public open(): OpenContext {
        return this.getRuleContext(0, OpenContext)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public queryNoWith(): QueryNoWithContext {
        return this.getRuleContext(0, QueryNoWithContext)!;
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_nestedQuery;
    }
}


export class OpenContext extends antlr.ParserRuleContext {
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public QUERY_OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.QUERY_OPEN, 0);
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_open;
    }
}


export class TableTermContext extends antlr.ParserRuleContext {
    public _name?: QualifiedNameContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public TABLE(): antlr.TerminalNode {
        return this.getToken(QueryParser.TABLE, 0)!;
    }
    public qualifiedName(): QualifiedNameContext {
        return this.getRuleContext(0, QualifiedNameContext)!;
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_tableTerm;
    }
}


export class ValuesContext extends antlr.ParserRuleContext {
    public _expression?: ExpressionContext;
    public _rows: ExpressionContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public VALUES(): antlr.TerminalNode {
        return this.getToken(QueryParser.VALUES, 0)!;
    }
    public expression(): ExpressionContext[];
    public expression(i: number): ExpressionContext | null;
    public expression(i?: number): ExpressionContext[] | ExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ExpressionContext);
        }

        return this.getRuleContext(i, ExpressionContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_values;
    }
}


export class LimitClauseContext extends antlr.ParserRuleContext {
    public _all?: Token | null;
    public _count?: RowCountContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public LIMIT(): antlr.TerminalNode {
        return this.getToken(QueryParser.LIMIT, 0)!;
    }
    public ALL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ALL, 0);
    }
    public rowCount(): RowCountContext | null {
        return this.getRuleContext(0, RowCountContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_limitClause;
    }
}


export class FetchClauseContext extends antlr.ParserRuleContext {
    public _count?: RowCountContext;
    public _ties?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public FETCH(): antlr.TerminalNode {
        return this.getToken(QueryParser.FETCH, 0)!;
    }
    public FIRST(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FIRST, 0);
    }
    public NEXT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NEXT, 0);
    }
    public ROW(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROW, 0);
    }
    public ROWS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROWS, 0);
    }
    public ONLY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ONLY, 0);
    }
    public WITH(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WITH, 0);
    }
    public TIES(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TIES, 0);
    }
    public rowCount(): RowCountContext | null {
        return this.getRuleContext(0, RowCountContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_fetchClause;
    }
}


export class RowCountContext extends antlr.ParserRuleContext {
    public _value?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public INTEGER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.INTEGER, 0);
    }
    public PARAMETER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.PARAMETER, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_rowCount;
    }
}


export class SortItemsContext extends antlr.ParserRuleContext {
    public _sortItem?: SortItemContext;
    public _items: SortItemContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public sortItem(): SortItemContext[];
    public sortItem(i: number): SortItemContext | null;
    public sortItem(i?: number): SortItemContext[] | SortItemContext | null {
        if (i === undefined) {
            return this.getRuleContexts(SortItemContext);
        }

        return this.getRuleContext(i, SortItemContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_sortItems;
    }
}


export class SortItemContext extends antlr.ParserRuleContext {
    public _key?: ExpressionContext;
    public _direction?: Token | null;
    public _nulls?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public expression(): ExpressionContext {
        return this.getRuleContext(0, ExpressionContext)!;
    }
    public NULLS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NULLS, 0);
    }
    public ASC(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ASC, 0);
    }
    public DESC(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DESC, 0);
    }
    public FIRST(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FIRST, 0);
    }
    public LAST(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LAST, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_sortItem;
    }
}


export class SelectContext extends antlr.ParserRuleContext {
    public _quantifier?: Token | null;
    public _selectItem?: SelectItemContext;
    public _items: SelectItemContext[] = [];
    public _relation?: RelationContext;
    public _relations: RelationContext[] = [];
    public _where?: ExpressionContext;
    public _groups?: GroupByContext;
    public _having?: ExpressionContext;
    public _namedWindow?: NamedWindowContext;
    public _windows: NamedWindowContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public SELECT(): antlr.TerminalNode {
        return this.getToken(QueryParser.SELECT, 0)!;
    }
    public selectItem(): SelectItemContext[];
    public selectItem(i: number): SelectItemContext | null;
    public selectItem(i?: number): SelectItemContext[] | SelectItemContext | null {
        if (i === undefined) {
            return this.getRuleContexts(SelectItemContext);
        }

        return this.getRuleContext(i, SelectItemContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public FROM(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FROM, 0);
    }
    public WHERE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WHERE, 0);
    }
    public GROUP(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.GROUP, 0);
    }
    public BY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BY, 0);
    }
    public HAVING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.HAVING, 0);
    }
    public WINDOW(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WINDOW, 0);
    }
    public relation(): RelationContext[];
    public relation(i: number): RelationContext | null;
    public relation(i?: number): RelationContext[] | RelationContext | null {
        if (i === undefined) {
            return this.getRuleContexts(RelationContext);
        }

        return this.getRuleContext(i, RelationContext);
    }
    public expression(): ExpressionContext[];
    public expression(i: number): ExpressionContext | null;
    public expression(i?: number): ExpressionContext[] | ExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ExpressionContext);
        }

        return this.getRuleContext(i, ExpressionContext);
    }
    public groupBy(): GroupByContext | null {
        return this.getRuleContext(0, GroupByContext);
    }
    public namedWindow(): NamedWindowContext[];
    public namedWindow(i: number): NamedWindowContext | null;
    public namedWindow(i?: number): NamedWindowContext[] | NamedWindowContext | null {
        if (i === undefined) {
            return this.getRuleContexts(NamedWindowContext);
        }

        return this.getRuleContext(i, NamedWindowContext);
    }
    public ALL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ALL, 0);
    }
    public DISTINCT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DISTINCT, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_select;
    }
}


export class SelectItemContext extends antlr.ParserRuleContext {
    public _all?: Token | null;
    public _value?: ExpressionContext;
    public _star?: Token | null;
    public _columns?: ColumnAliasesContext;
    public _alias?: IdentifierContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public STAR(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.STAR, 0);
    }
    public expression(): ExpressionContext | null {
        return this.getRuleContext(0, ExpressionContext);
    }
    public DOT_STAR(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DOT_STAR, 0);
    }
    public identifier(): IdentifierContext | null {
        return this.getRuleContext(0, IdentifierContext);
    }
    public AS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.AS, 0);
    }
    public columnAliases(): ColumnAliasesContext | null {
        return this.getRuleContext(0, ColumnAliasesContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_selectItem;
    }
}


export class GroupByContext extends antlr.ParserRuleContext {
    public _quantifier?: Token | null;
    public _groupingElement?: GroupingElementContext;
    public _elements: GroupingElementContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public groupingElement(): GroupingElementContext[];
    public groupingElement(i: number): GroupingElementContext | null;
    public groupingElement(i?: number): GroupingElementContext[] | GroupingElementContext | null {
        if (i === undefined) {
            return this.getRuleContexts(GroupingElementContext);
        }

        return this.getRuleContext(i, GroupingElementContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public ALL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ALL, 0);
    }
    public DISTINCT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DISTINCT, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_groupBy;
    }
}


export class GroupingElementContext extends antlr.ParserRuleContext {
    public _kind?: Token | null;
    public _list?: ExpressionsContext;
    public _single?: ExpressionContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public ROLLUP(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROLLUP, 0);
    }
    public CUBE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CUBE, 0);
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
    public SETS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.SETS, 0);
    }
    public GROUPING_BY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.GROUPING_BY, 0);
    }
    public expression(): ExpressionContext | null {
        return this.getRuleContext(0, ExpressionContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_groupingElement;
    }
}


export class NamedWindowContext extends antlr.ParserRuleContext {
    public _name?: IdentifierContext;
    public _specification?: WindowSpecificationContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public AS(): antlr.TerminalNode {
        return this.getToken(QueryParser.AS, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public identifier(): IdentifierContext {
        return this.getRuleContext(0, IdentifierContext)!;
    }
    public windowSpecification(): WindowSpecificationContext {
        return this.getRuleContext(0, WindowSpecificationContext)!;
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_namedWindow;
    }
}


export class RelationContext extends antlr.ParserRuleContext {
    public _first?: SampledRelationContext;
    public _join?: JoinContext;
    public _joins: JoinContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public sampledRelation(): SampledRelationContext {
        return this.getRuleContext(0, SampledRelationContext)!;
    }
    public join(): JoinContext[];
    public join(i: number): JoinContext | null;
    public join(i?: number): JoinContext[] | JoinContext | null {
        if (i === undefined) {
            return this.getRuleContexts(JoinContext);
        }

        return this.getRuleContext(i, JoinContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_relation;
    }
}


export class JoinContext extends antlr.ParserRuleContext {
    public _kind?: Token | null;
    public _other?: SampledRelationContext;
    public _side?: JoinTypeContext;
    public _nested?: RelationContext;
    public _on?: ExpressionContext;
    public _identifier?: IdentifierContext;
    public _columns: IdentifierContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public JOIN(): antlr.TerminalNode {
        return this.getToken(QueryParser.JOIN, 0)!;
    }
    public CROSS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CROSS, 0);
    }
    public sampledRelation(): SampledRelationContext | null {
        return this.getRuleContext(0, SampledRelationContext);
    }
    public NATURAL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NATURAL, 0);
    }
    public joinType(): JoinTypeContext | null {
        return this.getRuleContext(0, JoinTypeContext);
    }
    public relation(): RelationContext | null {
        return this.getRuleContext(0, RelationContext);
    }
    public ON(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ON, 0);
    }
    public USING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.USING, 0);
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public expression(): ExpressionContext | null {
        return this.getRuleContext(0, ExpressionContext);
    }
    public identifier(): IdentifierContext[];
    public identifier(i: number): IdentifierContext | null;
    public identifier(i?: number): IdentifierContext[] | IdentifierContext | null {
        if (i === undefined) {
            return this.getRuleContexts(IdentifierContext);
        }

        return this.getRuleContext(i, IdentifierContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_join;
    }
}


export class JoinTypeContext extends antlr.ParserRuleContext {
    public _kind?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public INNER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.INNER, 0);
    }
    public LEFT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LEFT, 0);
    }
    public RIGHT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.RIGHT, 0);
    }
    public FULL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FULL, 0);
    }
    public OUTER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OUTER, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_joinType;
    }
}


export class SampledRelationContext extends antlr.ParserRuleContext {
    public _source?: AliasedRelationContext;
    public _method?: Token | null;
    public _percentage?: ExpressionContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public aliasedRelation(): AliasedRelationContext {
        return this.getRuleContext(0, AliasedRelationContext)!;
    }
    public TABLESAMPLE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TABLESAMPLE, 0);
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public expression(): ExpressionContext | null {
        return this.getRuleContext(0, ExpressionContext);
    }
    public BERNOULLI(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BERNOULLI, 0);
    }
    public SYSTEM(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.SYSTEM, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_sampledRelation;
    }
}


export class AliasedRelationContext extends antlr.ParserRuleContext {
    public _source?: RelationPrimaryContext;
    public _alias?: IdentifierContext;
    public _columns?: ColumnAliasesContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public relationPrimary(): RelationPrimaryContext {
        return this.getRuleContext(0, RelationPrimaryContext)!;
    }
    public identifier(): IdentifierContext | null {
        return this.getRuleContext(0, IdentifierContext);
    }
    public AS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.AS, 0);
    }
    public columnAliases(): ColumnAliasesContext | null {
        return this.getRuleContext(0, ColumnAliasesContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_aliasedRelation;
    }
}


export class RelationPrimaryContext extends antlr.ParserRuleContext {
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_relationPrimary;
    }
    public override copyFrom(ctx: RelationPrimaryContext): void {
        super.copyFrom(ctx);
    }
}
export class NamedTableContext extends RelationPrimaryContext {
    public _name?: QualifiedNameContext;
    public _version?: TableVersionContext;
    public constructor(ctx: RelationPrimaryContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public qualifiedName(): QualifiedNameContext {
        return this.getRuleContext(0, QualifiedNameContext)!;
    }
    public tableVersion(): TableVersionContext | null {
        return this.getRuleContext(0, TableVersionContext);
    }
}
export class DerivedTableContext extends RelationPrimaryContext {
    public _inner?: QueryContext;
    public constructor(ctx: RelationPrimaryContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public QUERY_OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.QUERY_OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public query(): QueryContext {
        return this.getRuleContext(0, QueryContext)!;
    }
}
export class LateralContext extends RelationPrimaryContext {
    public _inner?: QueryContext;
    public constructor(ctx: RelationPrimaryContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public LATERAL(): antlr.TerminalNode {
        return this.getToken(QueryParser.LATERAL, 0)!;
    }
    public open(): OpenContext {
        return this.getRuleContext(0, OpenContext)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public query(): QueryContext {
        return this.getRuleContext(0, QueryContext)!;
    }
}
export class UnnestContext extends RelationPrimaryContext {
    public _list?: ExpressionsContext;
    public _ordinality?: Token | null;
    public constructor(ctx: RelationPrimaryContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public UNNEST(): antlr.TerminalNode {
        return this.getToken(QueryParser.UNNEST, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public expressions(): ExpressionsContext {
        return this.getRuleContext(0, ExpressionsContext)!;
    }
    public WITH(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WITH, 0);
    }
    public ORDINALITY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ORDINALITY, 0);
    }
}
export class NestedRelationContext extends RelationPrimaryContext {
    public _inner?: RelationContext;
    public constructor(ctx: RelationPrimaryContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public relation(): RelationContext {
        return this.getRuleContext(0, RelationContext)!;
    }
}


export class TableVersionContext extends antlr.ParserRuleContext {
    public _unit?: Token | null;
    public _value?: ValueExpressionContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public FOR(): antlr.TerminalNode {
        return this.getToken(QueryParser.FOR, 0)!;
    }
    public AS(): antlr.TerminalNode {
        return this.getToken(QueryParser.AS, 0)!;
    }
    public OF(): antlr.TerminalNode {
        return this.getToken(QueryParser.OF, 0)!;
    }
    public IDENTIFIER(): antlr.TerminalNode {
        return this.getToken(QueryParser.IDENTIFIER, 0)!;
    }
    public valueExpression(): ValueExpressionContext {
        return this.getRuleContext(0, ValueExpressionContext)!;
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_tableVersion;
    }
}


export class ExpressionsContext extends antlr.ParserRuleContext {
    public _expression?: ExpressionContext;
    public _items: ExpressionContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public expression(): ExpressionContext[];
    public expression(i: number): ExpressionContext | null;
    public expression(i?: number): ExpressionContext[] | ExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ExpressionContext);
        }

        return this.getRuleContext(i, ExpressionContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_expressions;
    }
}


export class ExpressionContext extends antlr.ParserRuleContext {
    public _condition?: ConditionContext;
    public _terms: ConditionContext[] = [];
    public _AND?: Token | null;
    public _operators: antlr.Token[] = [];
    public _OR?: Token | null;
    public __tset1453?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public condition(): ConditionContext[];
    public condition(i: number): ConditionContext | null;
    public condition(i?: number): ConditionContext[] | ConditionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ConditionContext);
        }

        return this.getRuleContext(i, ConditionContext);
    }
    public AND(): antlr.TerminalNode[];
    public AND(i: number): antlr.TerminalNode | null;
    public AND(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.AND);
    	} else {
    		return this.getToken(QueryParser.AND, i);
    	}
    }
    public OR(): antlr.TerminalNode[];
    public OR(i: number): antlr.TerminalNode | null;
    public OR(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.OR);
    	} else {
    		return this.getToken(QueryParser.OR, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_expression;
    }
}


export class ConditionContext extends antlr.ParserRuleContext {
    public _NOT?: Token | null;
    public _nots: antlr.Token[] = [];
    public _value?: ValueExpressionContext;
    public _test?: PredicateContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public valueExpression(): ValueExpressionContext {
        return this.getRuleContext(0, ValueExpressionContext)!;
    }
    public NOT(): antlr.TerminalNode[];
    public NOT(i: number): antlr.TerminalNode | null;
    public NOT(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.NOT);
    	} else {
    		return this.getToken(QueryParser.NOT, i);
    	}
    }
    public predicate(): PredicateContext | null {
        return this.getRuleContext(0, PredicateContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_condition;
    }
}


export class PredicateContext extends antlr.ParserRuleContext {
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_predicate;
    }
    public override copyFrom(ctx: PredicateContext): void {
        super.copyFrom(ctx);
    }
}
export class ComparisonContext extends PredicateContext {
    public _operator?: Token | null;
    public _other?: ValueExpressionContext;
    public _quantifier?: Token | null;
    public _inner?: QueryContext;
    public constructor(ctx: PredicateContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public EQUAL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.EQUAL, 0);
    }
    public NOT_EQUAL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NOT_EQUAL, 0);
    }
    public LESS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LESS, 0);
    }
    public LESS_OR_EQUAL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LESS_OR_EQUAL, 0);
    }
    public GREATER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.GREATER, 0);
    }
    public GREATER_OR_EQUAL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.GREATER_OR_EQUAL, 0);
    }
    public open(): OpenContext | null {
        return this.getRuleContext(0, OpenContext);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public valueExpression(): ValueExpressionContext | null {
        return this.getRuleContext(0, ValueExpressionContext);
    }
    public query(): QueryContext | null {
        return this.getRuleContext(0, QueryContext);
    }
    public ALL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ALL, 0);
    }
    public ANY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ANY, 0);
    }
    public SOME(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.SOME, 0);
    }
}
export class IsContext extends PredicateContext {
    public _not?: Token | null;
    public _distinct?: Token | null;
    public _other?: ValueExpressionContext;
    public constructor(ctx: PredicateContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public IS(): antlr.TerminalNode {
        return this.getToken(QueryParser.IS, 0)!;
    }
    public NULL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NULL, 0);
    }
    public FROM(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FROM, 0);
    }
    public DISTINCT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DISTINCT, 0);
    }
    public valueExpression(): ValueExpressionContext | null {
        return this.getRuleContext(0, ValueExpressionContext);
    }
    public NOT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NOT, 0);
    }
}
export class BelongsContext extends PredicateContext {
    public _not?: Token | null;
    public _kind?: Token | null;
    public _low?: ValueExpressionContext;
    public _high?: ValueExpressionContext;
    public _list?: ExpressionsContext;
    public _inner?: QueryContext;
    public _pattern?: ValueExpressionContext;
    public _escape?: ValueExpressionContext;
    public constructor(ctx: PredicateContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public AND(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.AND, 0);
    }
    public BETWEEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BETWEEN, 0);
    }
    public valueExpression(): ValueExpressionContext[];
    public valueExpression(i: number): ValueExpressionContext | null;
    public valueExpression(i?: number): ValueExpressionContext[] | ValueExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ValueExpressionContext);
        }

        return this.getRuleContext(i, ValueExpressionContext);
    }
    public IN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.IN, 0);
    }
    public LIKE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LIKE, 0);
    }
    public NOT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NOT, 0);
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public QUERY_OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.QUERY_OPEN, 0);
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
    public query(): QueryContext | null {
        return this.getRuleContext(0, QueryContext);
    }
    public ESCAPE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ESCAPE, 0);
    }
}


export class ValueExpressionContext extends antlr.ParserRuleContext {
    public _term?: TermContext;
    public _terms: TermContext[] = [];
    public _STAR?: Token | null;
    public _operators: antlr.Token[] = [];
    public _SLASH?: Token | null;
    public _PERCENT?: Token | null;
    public _PLUS?: Token | null;
    public _MINUS?: Token | null;
    public _CONCAT?: Token | null;
    public __tset1671?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public term(): TermContext[];
    public term(i: number): TermContext | null;
    public term(i?: number): TermContext[] | TermContext | null {
        if (i === undefined) {
            return this.getRuleContexts(TermContext);
        }

        return this.getRuleContext(i, TermContext);
    }
    public STAR(): antlr.TerminalNode[];
    public STAR(i: number): antlr.TerminalNode | null;
    public STAR(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.STAR);
    	} else {
    		return this.getToken(QueryParser.STAR, i);
    	}
    }
    public SLASH(): antlr.TerminalNode[];
    public SLASH(i: number): antlr.TerminalNode | null;
    public SLASH(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.SLASH);
    	} else {
    		return this.getToken(QueryParser.SLASH, i);
    	}
    }
    public PERCENT(): antlr.TerminalNode[];
    public PERCENT(i: number): antlr.TerminalNode | null;
    public PERCENT(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.PERCENT);
    	} else {
    		return this.getToken(QueryParser.PERCENT, i);
    	}
    }
    public PLUS(): antlr.TerminalNode[];
    public PLUS(i: number): antlr.TerminalNode | null;
    public PLUS(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.PLUS);
    	} else {
    		return this.getToken(QueryParser.PLUS, i);
    	}
    }
    public MINUS(): antlr.TerminalNode[];
    public MINUS(i: number): antlr.TerminalNode | null;
    public MINUS(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.MINUS);
    	} else {
    		return this.getToken(QueryParser.MINUS, i);
    	}
    }
    public CONCAT(): antlr.TerminalNode[];
    public CONCAT(i: number): antlr.TerminalNode | null;
    public CONCAT(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.CONCAT);
    	} else {
    		return this.getToken(QueryParser.CONCAT, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_valueExpression;
    }
}


export class TermContext extends antlr.ParserRuleContext {
    public _PLUS?: Token | null;
    public _signs: antlr.Token[] = [];
    public _MINUS?: Token | null;
    public __tset1709?: Token | null;
    public _value?: PrimaryContext;
    public _timeZone?: TimeZoneContext;
    public _zones: TimeZoneContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public primary(): PrimaryContext {
        return this.getRuleContext(0, PrimaryContext)!;
    }
    public AT(): antlr.TerminalNode[];
    public AT(i: number): antlr.TerminalNode | null;
    public AT(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.AT);
    	} else {
    		return this.getToken(QueryParser.AT, i);
    	}
    }
    public TIME(): antlr.TerminalNode[];
    public TIME(i: number): antlr.TerminalNode | null;
    public TIME(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.TIME);
    	} else {
    		return this.getToken(QueryParser.TIME, i);
    	}
    }
    public ZONE(): antlr.TerminalNode[];
    public ZONE(i: number): antlr.TerminalNode | null;
    public ZONE(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.ZONE);
    	} else {
    		return this.getToken(QueryParser.ZONE, i);
    	}
    }
    public timeZone(): TimeZoneContext[];
    public timeZone(i: number): TimeZoneContext | null;
    public timeZone(i?: number): TimeZoneContext[] | TimeZoneContext | null {
        if (i === undefined) {
            return this.getRuleContexts(TimeZoneContext);
        }

        return this.getRuleContext(i, TimeZoneContext);
    }
    public PLUS(): antlr.TerminalNode[];
    public PLUS(i: number): antlr.TerminalNode | null;
    public PLUS(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.PLUS);
    	} else {
    		return this.getToken(QueryParser.PLUS, i);
    	}
    }
    public MINUS(): antlr.TerminalNode[];
    public MINUS(i: number): antlr.TerminalNode | null;
    public MINUS(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.MINUS);
    	} else {
    		return this.getToken(QueryParser.MINUS, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_term;
    }
}


export class TimeZoneContext extends antlr.ParserRuleContext {
    public _text?: StringContext;
    public _offset?: IntervalContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public string(): StringContext | null {
        return this.getRuleContext(0, StringContext);
    }
    public interval(): IntervalContext | null {
        return this.getRuleContext(0, IntervalContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_timeZone;
    }
}


export class PrimaryContext extends antlr.ParserRuleContext {
    public _named?: NamedPrimaryContext;
    public _value?: OperandContext;
    public _step?: StepContext;
    public _steps: StepContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public namedPrimary(): NamedPrimaryContext | null {
        return this.getRuleContext(0, NamedPrimaryContext);
    }
    public operand(): OperandContext | null {
        return this.getRuleContext(0, OperandContext);
    }
    public step(): StepContext[];
    public step(i: number): StepContext | null;
    public step(i?: number): StepContext[] | StepContext | null {
        if (i === undefined) {
            return this.getRuleContexts(StepContext);
        }

        return this.getRuleContext(i, StepContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_primary;
    }
}


export class NamedPrimaryContext extends antlr.ParserRuleContext {
    public _head?: IdentifierContext;
    public _literal?: StringContext;
    public _step?: StepContext;
    public _steps: StepContext[] = [];
    public _body?: ExpressionContext;
    public _identifier?: IdentifierContext;
    public _parts: IdentifierContext[] = [];
    public _call?: CallTailContext;
    public _first?: SubscriptContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public identifier(): IdentifierContext[];
    public identifier(i: number): IdentifierContext | null;
    public identifier(i?: number): IdentifierContext[] | IdentifierContext | null {
        if (i === undefined) {
            return this.getRuleContexts(IdentifierContext);
        }

        return this.getRuleContext(i, IdentifierContext);
    }
    public ARROW(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ARROW, 0);
    }
    public LAMBDA_END(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LAMBDA_END, 0);
    }
    public string(): StringContext | null {
        return this.getRuleContext(0, StringContext);
    }
    public expression(): ExpressionContext | null {
        return this.getRuleContext(0, ExpressionContext);
    }
    public DOT(): antlr.TerminalNode[];
    public DOT(i: number): antlr.TerminalNode | null;
    public DOT(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.DOT);
    	} else {
    		return this.getToken(QueryParser.DOT, i);
    	}
    }
    public step(): StepContext[];
    public step(i: number): StepContext | null;
    public step(i?: number): StepContext[] | StepContext | null {
        if (i === undefined) {
            return this.getRuleContexts(StepContext);
        }

        return this.getRuleContext(i, StepContext);
    }
    public callTail(): CallTailContext | null {
        return this.getRuleContext(0, CallTailContext);
    }
    public subscript(): SubscriptContext | null {
        return this.getRuleContext(0, SubscriptContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_namedPrimary;
    }
}


export class StepContext extends antlr.ParserRuleContext {
    public _index?: SubscriptContext;
    public _field?: IdentifierContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public subscript(): SubscriptContext | null {
        return this.getRuleContext(0, SubscriptContext);
    }
    public DOT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DOT, 0);
    }
    public identifier(): IdentifierContext | null {
        return this.getRuleContext(0, IdentifierContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_step;
    }
}


export class SubscriptContext extends antlr.ParserRuleContext {
    public _index?: ValueExpressionContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public OPEN_BRACKET(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN_BRACKET, 0)!;
    }
    public CLOSE_BRACKET(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE_BRACKET, 0)!;
    }
    public valueExpression(): ValueExpressionContext {
        return this.getRuleContext(0, ValueExpressionContext)!;
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_subscript;
    }
}


export class CallTailContext extends antlr.ParserRuleContext {
    public _star?: Token | null;
    public _quantifier?: Token | null;
    public _list?: ExpressionsContext;
    public _sort?: SortItemsContext;
    public _filter?: ExpressionContext;
    public _nulls?: Token | null;
    public _window?: IdentifierContext;
    public _specification?: WindowSpecificationContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public OPEN(): antlr.TerminalNode[];
    public OPEN(i: number): antlr.TerminalNode | null;
    public OPEN(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.OPEN);
    	} else {
    		return this.getToken(QueryParser.OPEN, i);
    	}
    }
    public CLOSE(): antlr.TerminalNode[];
    public CLOSE(i: number): antlr.TerminalNode | null;
    public CLOSE(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.CLOSE);
    	} else {
    		return this.getToken(QueryParser.CLOSE, i);
    	}
    }
    public STAR(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.STAR, 0);
    }
    public FILTER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FILTER, 0);
    }
    public WHERE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WHERE, 0);
    }
    public OVER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OVER, 0);
    }
    public expression(): ExpressionContext | null {
        return this.getRuleContext(0, ExpressionContext);
    }
    public ORDER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ORDER, 0);
    }
    public BY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BY, 0);
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
    public sortItems(): SortItemsContext | null {
        return this.getRuleContext(0, SortItemsContext);
    }
    public NULLS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NULLS, 0);
    }
    public identifier(): IdentifierContext | null {
        return this.getRuleContext(0, IdentifierContext);
    }
    public windowSpecification(): WindowSpecificationContext | null {
        return this.getRuleContext(0, WindowSpecificationContext);
    }
    public ALL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ALL, 0);
    }
    public DISTINCT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DISTINCT, 0);
    }
    public IGNORE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.IGNORE, 0);
    }
    public RESPECT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.RESPECT, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_callTail;
    }
}


export class WindowSpecificationContext extends antlr.ParserRuleContext {
    public _name?: IdentifierContext;
    public _partition?: ExpressionsContext;
    public _sort?: SortItemsContext;
    public _frame?: WindowFrameContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public PARTITION(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.PARTITION, 0);
    }
    public BY(): antlr.TerminalNode[];
    public BY(i: number): antlr.TerminalNode | null;
    public BY(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.BY);
    	} else {
    		return this.getToken(QueryParser.BY, i);
    	}
    }
    public ORDER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ORDER, 0);
    }
    public identifier(): IdentifierContext | null {
        return this.getRuleContext(0, IdentifierContext);
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
    public sortItems(): SortItemsContext | null {
        return this.getRuleContext(0, SortItemsContext);
    }
    public windowFrame(): WindowFrameContext | null {
        return this.getRuleContext(0, WindowFrameContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_windowSpecification;
    }
}


export class WindowFrameContext extends antlr.ParserRuleContext {
    public _unit?: Token | null;
    public _begin?: FrameBoundContext;
    public _end?: FrameBoundContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public ROWS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROWS, 0);
    }
    public RANGE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.RANGE, 0);
    }
    public GROUPS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.GROUPS, 0);
    }
    public BETWEEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BETWEEN, 0);
    }
    public AND(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.AND, 0);
    }
    public frameBound(): FrameBoundContext[];
    public frameBound(i: number): FrameBoundContext | null;
    public frameBound(i?: number): FrameBoundContext[] | FrameBoundContext | null {
        if (i === undefined) {
            return this.getRuleContexts(FrameBoundContext);
        }

        return this.getRuleContext(i, FrameBoundContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_windowFrame;
    }
}


export class FrameBoundContext extends antlr.ParserRuleContext {
    public _row?: Token | null;
    public _value?: ValueExpressionContext;
    public _direction?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public ROW(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ROW, 0);
    }
    public CURRENT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CURRENT, 0);
    }
    public UNBOUNDED(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.UNBOUNDED, 0);
    }
    public PRECEDING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.PRECEDING, 0);
    }
    public FOLLOWING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FOLLOWING, 0);
    }
    public valueExpression(): ValueExpressionContext | null {
        return this.getRuleContext(0, ValueExpressionContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_frameBound;
    }
}


export class OperandContext extends antlr.ParserRuleContext {
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_operand;
    }
    public override copyFrom(ctx: OperandContext): void {
        super.copyFrom(ctx);
    }
}
export class PlainValueContext extends OperandContext {
    public _value?: Token | null;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public NULL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.NULL, 0);
    }
    public TRUE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TRUE, 0);
    }
    public FALSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FALSE, 0);
    }
    public INTEGER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.INTEGER, 0);
    }
    public DECIMAL(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DECIMAL, 0);
    }
    public DOUBLE_VALUE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.DOUBLE_VALUE, 0);
    }
    public BINARY(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BINARY, 0);
    }
    public PARAMETER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.PARAMETER, 0);
    }
}
export class TextContext extends OperandContext {
    public _literal?: StringContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public string(): StringContext {
        return this.getRuleContext(0, StringContext)!;
    }
}
export class IntervalValueContext extends OperandContext {
    public _literal?: IntervalContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public interval(): IntervalContext {
        return this.getRuleContext(0, IntervalContext)!;
    }
}
export class DoubleLiteralContext extends OperandContext {
    public _literal?: StringContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public DOUBLE(): antlr.TerminalNode {
        return this.getToken(QueryParser.DOUBLE, 0)!;
    }
    public PRECISION(): antlr.TerminalNode {
        return this.getToken(QueryParser.PRECISION, 0)!;
    }
    public string(): StringContext {
        return this.getRuleContext(0, StringContext)!;
    }
}
export class ParenthesesContext extends OperandContext {
    public _list?: ExpressionsContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
}
export class SubqueryContext extends OperandContext {
    public _inner?: QueryContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public QUERY_OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.QUERY_OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public query(): QueryContext {
        return this.getRuleContext(0, QueryContext)!;
    }
}
export class LambdaContext extends OperandContext {
    public _identifier?: IdentifierContext;
    public _names: IdentifierContext[] = [];
    public _body?: ExpressionContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public LAMBDA_OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.LAMBDA_OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public ARROW(): antlr.TerminalNode {
        return this.getToken(QueryParser.ARROW, 0)!;
    }
    public LAMBDA_END(): antlr.TerminalNode {
        return this.getToken(QueryParser.LAMBDA_END, 0)!;
    }
    public expression(): ExpressionContext {
        return this.getRuleContext(0, ExpressionContext)!;
    }
    public identifier(): IdentifierContext[];
    public identifier(i: number): IdentifierContext | null;
    public identifier(i?: number): IdentifierContext[] | IdentifierContext | null {
        if (i === undefined) {
            return this.getRuleContexts(IdentifierContext);
        }

        return this.getRuleContext(i, IdentifierContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
}
export class RowContext extends OperandContext {
    public _list?: ExpressionsContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public ROW(): antlr.TerminalNode {
        return this.getToken(QueryParser.ROW, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
}
export class ArrayContext extends OperandContext {
    public _list?: ExpressionsContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public ARRAY(): antlr.TerminalNode {
        return this.getToken(QueryParser.ARRAY, 0)!;
    }
    public OPEN_BRACKET(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN_BRACKET, 0)!;
    }
    public CLOSE_BRACKET(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE_BRACKET, 0)!;
    }
    public expressions(): ExpressionsContext | null {
        return this.getRuleContext(0, ExpressionsContext);
    }
}
export class CaseContext extends OperandContext {
    public _subject?: ExpressionContext;
    public _branch?: BranchContext;
    public _branches: BranchContext[] = [];
    public _otherwise?: ExpressionContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public CASE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CASE, 0)!;
    }
    public END(): antlr.TerminalNode {
        return this.getToken(QueryParser.END, 0)!;
    }
    public ELSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ELSE, 0);
    }
    public expression(): ExpressionContext[];
    public expression(i: number): ExpressionContext | null;
    public expression(i?: number): ExpressionContext[] | ExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ExpressionContext);
        }

        return this.getRuleContext(i, ExpressionContext);
    }
    public branch(): BranchContext[];
    public branch(i: number): BranchContext | null;
    public branch(i?: number): BranchContext[] | BranchContext | null {
        if (i === undefined) {
            return this.getRuleContexts(BranchContext);
        }

        return this.getRuleContext(i, BranchContext);
    }
}
export class CastContext extends OperandContext {
    public _kind?: Token | null;
    public _value?: ExpressionContext;
    public _target?: TypeContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public AS(): antlr.TerminalNode {
        return this.getToken(QueryParser.AS, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public expression(): ExpressionContext {
        return this.getRuleContext(0, ExpressionContext)!;
    }
    public type(): TypeContext {
        return this.getRuleContext(0, TypeContext)!;
    }
    public CAST(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CAST, 0);
    }
    public TRY_CAST(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TRY_CAST, 0);
    }
}
export class ExistsContext extends OperandContext {
    public _inner?: QueryContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public EXISTS(): antlr.TerminalNode {
        return this.getToken(QueryParser.EXISTS, 0)!;
    }
    public open(): OpenContext {
        return this.getRuleContext(0, OpenContext)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public query(): QueryContext {
        return this.getRuleContext(0, QueryContext)!;
    }
}
export class ExtractContext extends OperandContext {
    public _field?: IdentifierContext;
    public _value?: ValueExpressionContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public EXTRACT(): antlr.TerminalNode {
        return this.getToken(QueryParser.EXTRACT, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public FROM(): antlr.TerminalNode {
        return this.getToken(QueryParser.FROM, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public identifier(): IdentifierContext {
        return this.getRuleContext(0, IdentifierContext)!;
    }
    public valueExpression(): ValueExpressionContext {
        return this.getRuleContext(0, ValueExpressionContext)!;
    }
}
export class NormalizeContext extends OperandContext {
    public _value?: ValueExpressionContext;
    public _form?: Token | null;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public NORMALIZE(): antlr.TerminalNode {
        return this.getToken(QueryParser.NORMALIZE, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public valueExpression(): ValueExpressionContext {
        return this.getRuleContext(0, ValueExpressionContext)!;
    }
    public COMMA(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.COMMA, 0);
    }
    public IDENTIFIER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.IDENTIFIER, 0);
    }
}
export class SubstringContext extends OperandContext {
    public _value?: ValueExpressionContext;
    public _begin?: ValueExpressionContext;
    public _length?: ValueExpressionContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public SUBSTRING(): antlr.TerminalNode {
        return this.getToken(QueryParser.SUBSTRING, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public FROM(): antlr.TerminalNode {
        return this.getToken(QueryParser.FROM, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public valueExpression(): ValueExpressionContext[];
    public valueExpression(i: number): ValueExpressionContext | null;
    public valueExpression(i?: number): ValueExpressionContext[] | ValueExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ValueExpressionContext);
        }

        return this.getRuleContext(i, ValueExpressionContext);
    }
    public FOR(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.FOR, 0);
    }
}
export class PositionOfContext extends OperandContext {
    public _part?: ValueExpressionContext;
    public _whole?: ValueExpressionContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public POSITION(): antlr.TerminalNode {
        return this.getToken(QueryParser.POSITION, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public IN(): antlr.TerminalNode {
        return this.getToken(QueryParser.IN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public valueExpression(): ValueExpressionContext[];
    public valueExpression(i: number): ValueExpressionContext | null;
    public valueExpression(i?: number): ValueExpressionContext[] | ValueExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ValueExpressionContext);
        }

        return this.getRuleContext(i, ValueExpressionContext);
    }
}
export class TrimContext extends OperandContext {
    public _side?: Token | null;
    public _characters?: ValueExpressionContext;
    public _value?: ValueExpressionContext;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public TRIM(): antlr.TerminalNode {
        return this.getToken(QueryParser.TRIM, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public FROM(): antlr.TerminalNode {
        return this.getToken(QueryParser.FROM, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public valueExpression(): ValueExpressionContext[];
    public valueExpression(i: number): ValueExpressionContext | null;
    public valueExpression(i?: number): ValueExpressionContext[] | ValueExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ValueExpressionContext);
        }

        return this.getRuleContext(i, ValueExpressionContext);
    }
    public BOTH(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.BOTH, 0);
    }
    public LEADING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LEADING, 0);
    }
    public TRAILING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TRAILING, 0);
    }
}
export class GroupingOfContext extends OperandContext {
    public _qualifiedName?: QualifiedNameContext;
    public _names: QualifiedNameContext[] = [];
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public GROUPING(): antlr.TerminalNode {
        return this.getToken(QueryParser.GROUPING, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public qualifiedName(): QualifiedNameContext[];
    public qualifiedName(i: number): QualifiedNameContext | null;
    public qualifiedName(i?: number): QualifiedNameContext[] | QualifiedNameContext | null {
        if (i === undefined) {
            return this.getRuleContexts(QualifiedNameContext);
        }

        return this.getRuleContext(i, QualifiedNameContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
}
export class CurrentContext extends OperandContext {
    public _kind?: Token | null;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public CURRENT_DATE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CURRENT_DATE, 0);
    }
    public CURRENT_USER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CURRENT_USER, 0);
    }
}
export class CurrentTimeContext extends OperandContext {
    public _kind?: Token | null;
    public _precision?: Token | null;
    public constructor(ctx: OperandContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public CURRENT_TIME(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CURRENT_TIME, 0);
    }
    public CURRENT_TIMESTAMP(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CURRENT_TIMESTAMP, 0);
    }
    public LOCALTIME(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LOCALTIME, 0);
    }
    public LOCALTIMESTAMP(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.LOCALTIMESTAMP, 0);
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public INTEGER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.INTEGER, 0);
    }
}


export class BranchContext extends antlr.ParserRuleContext {
    public _test?: ExpressionContext;
    public _result?: ExpressionContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public WHEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.WHEN, 0)!;
    }
    public THEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.THEN, 0)!;
    }
    public expression(): ExpressionContext[];
    public expression(i: number): ExpressionContext | null;
    public expression(i?: number): ExpressionContext[] | ExpressionContext | null {
        if (i === undefined) {
            return this.getRuleContexts(ExpressionContext);
        }

        return this.getRuleContext(i, ExpressionContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_branch;
    }
}


export class IntervalContext extends antlr.ParserRuleContext {
    public _sign?: Token | null;
    public _value?: StringContext;
    public _first?: Token | null;
    public _last?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public INTERVAL(): antlr.TerminalNode {
        return this.getToken(QueryParser.INTERVAL, 0)!;
    }
    public string(): StringContext {
        return this.getRuleContext(0, StringContext)!;
    }
    public IDENTIFIER(): antlr.TerminalNode[];
    public IDENTIFIER(i: number): antlr.TerminalNode | null;
    public IDENTIFIER(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.IDENTIFIER);
    	} else {
    		return this.getToken(QueryParser.IDENTIFIER, i);
    	}
    }
    public TO(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TO, 0);
    }
    public PLUS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.PLUS, 0);
    }
    public MINUS(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.MINUS, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_interval;
    }
}


export class StringContext extends antlr.ParserRuleContext {
    public _plain?: Token | null;
    public _unicode?: Token | null;
    public _escape?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public STRING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.STRING, 0);
    }
    public UNICODE_STRING(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.UNICODE_STRING, 0);
    }
    public UESCAPE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.UESCAPE, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_string;
    }
}


export class IdentifierContext extends antlr.ParserRuleContext {
    public _value?: Token | null;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public IDENTIFIER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.IDENTIFIER, 0);
    }
    public QUOTED_IDENTIFIER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.QUOTED_IDENTIFIER, 0);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_identifier;
    }
}


export class QualifiedNameContext extends antlr.ParserRuleContext {
    public _identifier?: IdentifierContext;
    public _parts: IdentifierContext[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public identifier(): IdentifierContext[];
    public identifier(i: number): IdentifierContext | null;
    public identifier(i?: number): IdentifierContext[] | IdentifierContext | null {
        if (i === undefined) {
            return this.getRuleContexts(IdentifierContext);
        }

        return this.getRuleContext(i, IdentifierContext);
    }
    public DOT(): antlr.TerminalNode[];
    public DOT(i: number): antlr.TerminalNode | null;
    public DOT(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.DOT);
    	} else {
    		return this.getToken(QueryParser.DOT, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_qualifiedName;
    }
}


export class TypeContext extends antlr.ParserRuleContext {
    public _base?: TypeBaseContext;
    public _ARRAY?: Token | null;
    public _suffixes: antlr.Token[] = [];
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public typeBase(): TypeBaseContext {
        return this.getRuleContext(0, TypeBaseContext)!;
    }
    public ARRAY(): antlr.TerminalNode[];
    public ARRAY(i: number): antlr.TerminalNode | null;
    public ARRAY(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.ARRAY);
    	} else {
    		return this.getToken(QueryParser.ARRAY, i);
    	}
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_type;
    }
}


export class TypeBaseContext extends antlr.ParserRuleContext {
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_typeBase;
    }
    public override copyFrom(ctx: TypeBaseContext): void {
        super.copyFrom(ctx);
    }
}
export class IntervalTypeContext extends TypeBaseContext {
    public _first?: Token | null;
    public _last?: Token | null;
    public constructor(ctx: TypeBaseContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public INTERVAL(): antlr.TerminalNode {
        return this.getToken(QueryParser.INTERVAL, 0)!;
    }
    public TO(): antlr.TerminalNode {
        return this.getToken(QueryParser.TO, 0)!;
    }
    public IDENTIFIER(): antlr.TerminalNode[];
    public IDENTIFIER(i: number): antlr.TerminalNode | null;
    public IDENTIFIER(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.IDENTIFIER);
    	} else {
    		return this.getToken(QueryParser.IDENTIFIER, i);
    	}
    }
}
export class DoubleTypeContext extends TypeBaseContext {
    public constructor(ctx: TypeBaseContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public DOUBLE(): antlr.TerminalNode {
        return this.getToken(QueryParser.DOUBLE, 0)!;
    }
    public PRECISION(): antlr.TerminalNode {
        return this.getToken(QueryParser.PRECISION, 0)!;
    }
}
export class RowTypeContext extends TypeBaseContext {
    public _rowField?: RowFieldContext;
    public _fields: RowFieldContext[] = [];
    public constructor(ctx: TypeBaseContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public ROW(): antlr.TerminalNode {
        return this.getToken(QueryParser.ROW, 0)!;
    }
    public OPEN(): antlr.TerminalNode {
        return this.getToken(QueryParser.OPEN, 0)!;
    }
    public CLOSE(): antlr.TerminalNode {
        return this.getToken(QueryParser.CLOSE, 0)!;
    }
    public rowField(): RowFieldContext[];
    public rowField(i: number): RowFieldContext | null;
    public rowField(i?: number): RowFieldContext[] | RowFieldContext | null {
        if (i === undefined) {
            return this.getRuleContexts(RowFieldContext);
        }

        return this.getRuleContext(i, RowFieldContext);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
}
export class ArrayTypeContext extends TypeBaseContext {
    public _element?: TypeContext;
    public constructor(ctx: TypeBaseContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public ARRAY_OF(): antlr.TerminalNode {
        return this.getToken(QueryParser.ARRAY_OF, 0)!;
    }
    public LESS(): antlr.TerminalNode {
        return this.getToken(QueryParser.LESS, 0)!;
    }
    public GREATER(): antlr.TerminalNode {
        return this.getToken(QueryParser.GREATER, 0)!;
    }
    public type(): TypeContext {
        return this.getRuleContext(0, TypeContext)!;
    }
}
export class MapTypeContext extends TypeBaseContext {
    public _key?: TypeContext;
    public _element?: TypeContext;
    public constructor(ctx: TypeBaseContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public MAP(): antlr.TerminalNode {
        return this.getToken(QueryParser.MAP, 0)!;
    }
    public LESS(): antlr.TerminalNode {
        return this.getToken(QueryParser.LESS, 0)!;
    }
    public COMMA(): antlr.TerminalNode {
        return this.getToken(QueryParser.COMMA, 0)!;
    }
    public GREATER(): antlr.TerminalNode {
        return this.getToken(QueryParser.GREATER, 0)!;
    }
    public type_(): TypeContext[];
    public type_(i: number): TypeContext | null;
    public type_(i?: number): TypeContext[] | TypeContext | null {
        if (i === undefined) {
            return this.getRuleContexts(TypeContext);
        }

        return this.getRuleContext(i, TypeContext);
    }
}
export class NamedTypeContext extends TypeBaseContext {
    public _name?: QualifiedNameContext;
    public _typeParameter?: TypeParameterContext;
    public _parameters: TypeParameterContext[] = [];
    public _zone?: Token | null;
    public constructor(ctx: TypeBaseContext) {
        super(ctx.parent, ctx.invokingState);
        super.copyFrom(ctx);
    }
    public qualifiedName(): QualifiedNameContext {
        return this.getRuleContext(0, QualifiedNameContext)!;
    }
    public OPEN(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.OPEN, 0);
    }
    public CLOSE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.CLOSE, 0);
    }
    public TIME(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.TIME, 0);
    }
    public ZONE(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.ZONE, 0);
    }
    public typeParameter(): TypeParameterContext[];
    public typeParameter(i: number): TypeParameterContext | null;
    public typeParameter(i?: number): TypeParameterContext[] | TypeParameterContext | null {
        if (i === undefined) {
            return this.getRuleContexts(TypeParameterContext);
        }

        return this.getRuleContext(i, TypeParameterContext);
    }
    public WITH(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WITH, 0);
    }
    public WITHOUT(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.WITHOUT, 0);
    }
    public COMMA(): antlr.TerminalNode[];
    public COMMA(i: number): antlr.TerminalNode | null;
    public COMMA(i?: number): antlr.TerminalNode | null | antlr.TerminalNode[] {
    	if (i === undefined) {
    		return this.getTokens(QueryParser.COMMA);
    	} else {
    		return this.getToken(QueryParser.COMMA, i);
    	}
    }
}


export class RowFieldContext extends antlr.ParserRuleContext {
    public _first?: TypeContext;
    public _second?: TypeContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public type_(): TypeContext[];
    public type_(i: number): TypeContext | null;
    public type_(i?: number): TypeContext[] | TypeContext | null {
        if (i === undefined) {
            return this.getRuleContexts(TypeContext);
        }

        return this.getRuleContext(i, TypeContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_rowField;
    }
}


export class TypeParameterContext extends antlr.ParserRuleContext {
    public _digits?: Token | null;
    public _inner?: TypeContext;
    public constructor(parent: antlr.ParserRuleContext | null, invokingState: number) {
        super(parent, invokingState);
    }
    public INTEGER(): antlr.TerminalNode | null {
        return this.getToken(QueryParser.INTEGER, 0);
    }
    public type(): TypeContext | null {
        return this.getRuleContext(0, TypeContext);
    }
    public override get ruleIndex(): number {
        return QueryParser.RULE_typeParameter;
    }
}
