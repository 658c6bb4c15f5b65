// The queries of PrestoDB and Trino, written from their documentation. There is nothing else in this language: no
// statement that defines, changes, explains or prepares anything.
//
// Every decision is made on the next token alone, so that parsing is linear and keeps no tables between statements; a
// test sees to it. What the language decides by longer looks ahead is decided before: src/sql/parse/classify.ts tells
// words that are keywords in some places only, and parentheses around a query or the parameters of a lambda, from the
// others. Chains of operators are flat lists here, and src/sql/parse/build gives them their precedence: a statement
// with thousands of terms needs no deep stack.
parser grammar QueryParser;

tokens {
  // Words reserved by PrestoDB that a query uses.
  AND, AS, BETWEEN, BY, CASE, CAST, CROSS, CUBE, CURRENT_DATE, CURRENT_TIME, CURRENT_TIMESTAMP, CURRENT_USER,
  DISTINCT, ELSE, END, ESCAPE, EXCEPT, EXISTS, EXTRACT, FALSE, FOR, FROM, FULL, GROUP, GROUPING, HAVING, IN, INNER,
  INTERSECT, IS, JOIN, LEFT, LIKE, LOCALTIME, LOCALTIMESTAMP, NATURAL, NORMALIZE, NOT, NULL, ON, OR, ORDER, OUTER,
  RECURSIVE, RIGHT, ROLLUP, SELECT, TABLE, THEN, TRUE, UESCAPE, UNION, UNNEST, USING, VALUES, WHEN, WHERE, WITH,
  // Words that are keywords in their place and identifiers elsewhere.
  ALL, ANY, ARRAY, ARRAY_OF, ASC, AT, BERNOULLI, BOTH, CURRENT, DESC, DOUBLE, FETCH, FILTER, FIRST, FOLLOWING, GROUPING_BY, GROUPS, IGNORE,
  INTERVAL, LAST, LATERAL, LEADING, LIMIT, MAP, NEXT, NULLS, OF, OFFSET, ONLY, ORDINALITY, OVER, PARTITION, POSITION,
  PRECEDING, PRECISION, RANGE, RESPECT, ROW, ROWS, SETS, SOME, SUBSTRING, SYSTEM, TABLESAMPLE, TIES, TIME, TO,
  TRAILING, TRIM, TRY_CAST, UNBOUNDED, WINDOW, WITHOUT, ZONE,
  // Reserved words that no query uses.
  RESERVED,
  // Names and values.
  IDENTIFIER, QUOTED_IDENTIFIER, STRING, UNICODE_STRING, BINARY, INTEGER, DECIMAL, DOUBLE_VALUE, PARAMETER,
  // Parentheses by what they hold: a query, the parameters of a lambda, anything else.
  QUERY_OPEN, LAMBDA_OPEN, OPEN, CLOSE,
  // A lambda's body reaches as far as it can; this stands, without text, where it ends.
  LAMBDA_END,
  OPEN_BRACKET, CLOSE_BRACKET, COMMA, DOT, DOT_STAR, SEMICOLON, ARROW, DOUBLE_ARROW,
  EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, PLUS, MINUS, STAR, SLASH, PERCENT, CONCAT
}

statement : root=query EOF ;

// ---- Queries ----

query : withClause=with? body=queryNoWith ;

with : WITH recursive=RECURSIVE? tables+=commonTable (COMMA tables+=commonTable)* ;

commonTable : name=identifier columns=columnAliases? AS open inner=query CLOSE ;

columnAliases : OPEN names+=identifier (COMMA names+=identifier)* CLOSE ;

queryNoWith
  : terms+=queryTerm (operators+=setOperator terms+=queryTerm)*
    (ORDER BY sort=sortItems)?
    (OFFSET offset=rowCount (ROW | ROWS)?)?
    (limit=limitClause | fetch=fetchClause)?
  ;

setOperator : operator=(UNION | INTERSECT | EXCEPT) quantifier=(ALL | DISTINCT)? ;

queryTerm : selection=select | rows=values | table=tableTerm | nested=nestedQuery ;

nestedQuery : open body=queryNoWith CLOSE ;

// Where only a query can stand, both kinds of parenthesis open one.
open : QUERY_OPEN | OPEN ;

tableTerm : TABLE name=qualifiedName ;

values : VALUES rows+=expression (COMMA rows+=expression)* ;

limitClause : LIMIT (all=ALL | count=rowCount) ;

fetchClause : FETCH (FIRST | NEXT) count=rowCount? (ROW | ROWS) (ONLY | WITH ties=TIES) ;

rowCount : value=(INTEGER | PARAMETER) ;

sortItems : items+=sortItem (COMMA items+=sortItem)* ;

sortItem : key=expression direction=(ASC | DESC)? (NULLS nulls=(FIRST | LAST))? ;

select
  : SELECT quantifier=(ALL | DISTINCT)? items+=selectItem (COMMA items+=selectItem)*
    (FROM relations+=relation (COMMA relations+=relation)*)?
    (WHERE where=expression)?
    (GROUP BY groups=groupBy)?
    (HAVING having=expression)?
    (WINDOW windows+=namedWindow (COMMA windows+=namedWindow)*)?
  ;

selectItem
  : all=STAR
  | value=expression (star=DOT_STAR (AS columns=columnAliases)? | AS? alias=identifier)?
  ;

groupBy : quantifier=(ALL | DISTINCT)? elements+=groupingElement (COMMA elements+=groupingElement)* ;

groupingElement
  : kind=(ROLLUP | CUBE) OPEN list=expressions? CLOSE
  | kind=GROUPING_BY SETS OPEN list=expressions CLOSE
  | single=expression
  ;

namedWindow : name=identifier AS OPEN specification=windowSpecification CLOSE ;

// ---- Relations ----

relation : first=sampledRelation joins+=join* ;

join
  : kind=CROSS JOIN other=sampledRelation
  | kind=NATURAL side=joinType? JOIN other=sampledRelation
  | side=joinType? JOIN nested=relation (ON on=expression | USING OPEN columns+=identifier (COMMA columns+=identifier)* CLOSE)
  ;

joinType : kind=INNER | kind=(LEFT | RIGHT | FULL) OUTER? ;

sampledRelation
  : source=aliasedRelation (TABLESAMPLE method=(BERNOULLI | SYSTEM) OPEN percentage=expression CLOSE)?
  ;

aliasedRelation : source=relationPrimary (AS? alias=identifier columns=columnAliases?)? ;

relationPrimary
  : name=qualifiedName version=tableVersion?           # namedTable
  | QUERY_OPEN inner=query CLOSE                       # derivedTable
  | LATERAL open inner=query CLOSE                     # lateral
  | UNNEST OPEN list=expressions CLOSE (WITH ordinality=ORDINALITY)? # unnest
  | OPEN inner=relation CLOSE                          # nestedRelation
  ;

tableVersion : FOR unit=IDENTIFIER AS OF value=valueExpression ;

// ---- Expressions ----

expressions : items+=expression (COMMA items+=expression)* ;

// AND binds tighter than OR.
expression : terms+=condition (operators+=(AND | OR) terms+=condition)* ;

condition : nots+=NOT* value=valueExpression test=predicate? ;

predicate
  : operator=(EQUAL | NOT_EQUAL | LESS | LESS_OR_EQUAL | GREATER | GREATER_OR_EQUAL)
    (other=valueExpression | quantifier=(ALL | ANY | SOME) open inner=query CLOSE)                     # comparison
  | IS not=NOT? (NULL | distinct=DISTINCT FROM other=valueExpression)                                           # is
  | not=NOT? ( kind=BETWEEN low=valueExpression AND high=valueExpression
             | kind=IN (OPEN list=expressions CLOSE | QUERY_OPEN inner=query CLOSE)
             | kind=LIKE pattern=valueExpression (ESCAPE escape=valueExpression)?
             )                                                                                         # belongs
  ;

// * / % bind tighter than + -, these tighter than ||.
valueExpression : terms+=term (operators+=(STAR | SLASH | PERCENT | PLUS | MINUS | CONCAT) terms+=term)* ;

term : signs+=(PLUS | MINUS)* value=primary (AT TIME ZONE zones+=timeZone)* ;

timeZone : text=string | offset=interval ;

primary
  : named=namedPrimary
  | value=operand steps+=step*
  ;

// What begins with a name: a typed literal, a lambda, a call, a column or a path into one.
namedPrimary
  : head=identifier
    ( literal=string steps+=step*
    | ARROW body=expression LAMBDA_END
    | (DOT parts+=identifier)* (call=callTail steps+=step* | first=subscript steps+=step*)?
    )
  ;

step : index=subscript | DOT field=identifier ;

subscript : OPEN_BRACKET index=valueExpression CLOSE_BRACKET ;

callTail
  : OPEN (star=STAR | quantifier=(ALL | DISTINCT)? list=expressions? (ORDER BY sort=sortItems)?) CLOSE
    (FILTER OPEN WHERE filter=expression CLOSE)?
    ((nulls=(IGNORE | RESPECT) NULLS)? OVER (window=identifier | OPEN specification=windowSpecification CLOSE))?
  ;

windowSpecification
  : name=identifier? (PARTITION BY partition=expressions)? (ORDER BY sort=sortItems)? frame=windowFrame?
  ;

windowFrame
  : unit=(ROWS | RANGE | GROUPS) (BETWEEN begin=frameBound AND end=frameBound | begin=frameBound)
  ;

frameBound
  : row=CURRENT ROW
  | (UNBOUNDED | value=valueExpression) direction=(PRECEDING | FOLLOWING)
  ;

operand
  : value=(NULL | TRUE | FALSE | INTEGER | DECIMAL | DOUBLE_VALUE | BINARY | PARAMETER) # plainValue
  | literal=string                                                                    # text
  | literal=interval                                                                  # intervalValue
  | DOUBLE PRECISION literal=string                                                   # doubleLiteral
  | OPEN list=expressions? CLOSE                                                      # parentheses
  | QUERY_OPEN inner=query CLOSE                                                      # subquery
  | LAMBDA_OPEN (names+=identifier (COMMA names+=identifier)*)? CLOSE ARROW body=expression LAMBDA_END # lambda
  | ROW OPEN list=expressions? CLOSE                                                  # row
  | ARRAY OPEN_BRACKET list=expressions? CLOSE_BRACKET                                # array
  | CASE subject=expression? branches+=branch+ (ELSE otherwise=expression)? END       # case
  | kind=(CAST | TRY_CAST) OPEN value=expression AS target=type CLOSE                 # cast
  | EXISTS open inner=query CLOSE                                                     # exists
  | EXTRACT OPEN field=identifier FROM value=valueExpression CLOSE                    # extract
  | NORMALIZE OPEN value=valueExpression (COMMA form=IDENTIFIER)? CLOSE               # normalize
  | SUBSTRING OPEN value=valueExpression FROM begin=valueExpression (FOR length=valueExpression)? CLOSE # substring
  | POSITION OPEN part=valueExpression IN whole=valueExpression CLOSE                 # positionOf
  | TRIM OPEN side=(BOTH | LEADING | TRAILING)? characters=valueExpression? FROM value=valueExpression CLOSE # trim
  | GROUPING OPEN names+=qualifiedName (COMMA names+=qualifiedName)* CLOSE            # groupingOf
  | kind=(CURRENT_DATE | CURRENT_USER)                                                # current
  | kind=(CURRENT_TIME | CURRENT_TIMESTAMP | LOCALTIME | LOCALTIMESTAMP) (OPEN precision=INTEGER CLOSE)? # currentTime
  ;

branch : WHEN test=expression THEN result=expression ;

interval : INTERVAL sign=(PLUS | MINUS)? value=string first=IDENTIFIER (TO last=IDENTIFIER)? ;

string : plain=STRING | unicode=UNICODE_STRING (UESCAPE escape=STRING)? ;

identifier : value=(IDENTIFIER | QUOTED_IDENTIFIER) ;

qualifiedName : parts+=identifier (DOT parts+=identifier)* ;

// ---- Types ----

type : base=typeBase suffixes+=ARRAY* ;

typeBase
  : INTERVAL first=IDENTIFIER TO last=IDENTIFIER                                     # intervalType
  | DOUBLE PRECISION                                                                  # doubleType
  | ROW OPEN fields+=rowField (COMMA fields+=rowField)* CLOSE                         # rowType
  | ARRAY_OF LESS element=type GREATER                                                # arrayType
  | MAP LESS key=type COMMA element=type GREATER                                      # mapType
  | name=qualifiedName (OPEN parameters+=typeParameter (COMMA parameters+=typeParameter)* CLOSE)?
    (zone=(WITH | WITHOUT) TIME ZONE)?                                                # namedType
  ;

// A field's name reads like a type until its type follows.
rowField : first=type second=type? ;

typeParameter : digits=INTEGER | inner=type ;
