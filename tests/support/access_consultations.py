"""The rows of the access table for fields and experts: what staff are answered."""

FIELDS = {
    "GET /staff/consultations": 200,
    "GET /staff/consultations/fields/new": 200,
    "POST /staff/consultations/fields/new": 400,
    "GET /staff/consultations/fields/<key>": 200,
    "POST /staff/consultations/fields/<key>": 400,
    "POST /staff/consultations/fields/<key>/apply": 303,
    "GET /staff/consultations/fields/<key>/questions/new": 200,
    "POST /staff/consultations/fields/<key>/questions/new": 400,
    "GET /staff/consultations/fields/<key>/questions/<question>": 200,
    "POST /staff/consultations/fields/<key>/questions/<question>": 400,
    "GET /staff/consultations/experts/new": 200,
    "POST /staff/consultations/experts/new": 400,
    "GET /staff/consultations/experts/<token>": 200,
    "POST /staff/consultations/experts/<token>": 400,
    "GET /staff/consultations/experts/<token>/absences": 200,
    "POST /staff/consultations/experts/<token>/absences": 400,
    "POST /staff/consultations/experts/<token>/absences/<absence>/remove": 404,  # no such absence
}
